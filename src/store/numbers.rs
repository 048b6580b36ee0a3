//! The model's ids as a database has them: whole numbers of 64 bits, though Telegram's of messages and topics fit 32.

use sqlx::any::{AnyTypeInfo, AnyValueRef};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Any, Database, Decode, Encode, Type};

use crate::model::id::{
    CaseNumber, ChatId, DraftId, EntryId, MessageId, QuestionId, ThreadId, UpdateId, UserId,
};

macro_rules! whole_numbers {
    ($($name:ident),*) => {$(
        impl Type<Any> for $name {
            fn type_info() -> AnyTypeInfo {
                <i64 as Type<Any>>::type_info()
            }

            fn compatible(info: &AnyTypeInfo) -> bool {
                <i64 as Type<Any>>::compatible(info)
            }
        }

        impl Encode<'_, Any> for $name {
            fn encode_by_ref(
                &self,
                buffer: &mut <Any as Database>::ArgumentBuffer,
            ) -> Result<IsNull, BoxDynError> {
                Encode::<Any>::encode_by_ref(&i64::from(self.number()), buffer)
            }
        }

        impl<'r> Decode<'r, Any> for $name {
            fn decode(value: AnyValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok($name::new(<i64 as Decode<Any>>::decode(value)?.try_into()?))
            }
        }
    )*};
}

whole_numbers!(
    CaseNumber, ChatId, DraftId, EntryId, MessageId, QuestionId, ThreadId, UpdateId, UserId
);
