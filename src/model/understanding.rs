//! What a message asks, as far as its words tell: the input of judging.
