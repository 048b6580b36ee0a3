//! PDFs as small as they get, and how they are read.

use alebot::import::pdf::{self, PdfError};

/// Words on a page: from the left and from the top, in points, with the size of their letters.
struct Put(u32, u32, u32, &'static str);

/// One page with these lines, in Helvetica and WinAnsi encoding.
pub fn of(lines: &[&str]) -> Vec<u8> {
    let shown: Vec<u8> = lines
        .iter()
        .flat_map(|line| [b"(".as_slice(), &encoded(line), b") Tj 0 -40 Td ".as_slice()].concat())
        .collect();
    file(&[[b"BT /F1 12 Tf 60 760 Td ".as_slice(), &shown, b"ET"].concat()], "")
}

/// Pages with words where they are put. `info` are entries of the file's information.
fn placed(pages: &[&[Put]], info: &str) -> Vec<u8> {
    let shown = |Put(left, top, size, text): &Put| {
        let place = format!("BT /F1 {size} Tf 1 0 0 1 {left} {} Tm (", 842 - top);
        [place.as_bytes(), &encoded(text), b") Tj ET\n".as_slice()].concat()
    };
    let streams: Vec<Vec<u8>> =
        pages.iter().map(|page| page.iter().flat_map(shown).collect()).collect();
    file(&streams, info)
}

fn encoded(text: &str) -> Vec<u8> {
    // The soft hyphen is read as a hyphen in this encoding.
    encoding_rs::WINDOWS_1252.encode(&text.replace('(', "\\(").replace(')', "\\)")).0.into_owned()
}

fn file(streams: &[Vec<u8>], info: &str) -> Vec<u8> {
    let page_at = |at: usize| 5 + 2 * at;
    let kids: Vec<String> = (0..streams.len()).map(|at| format!("{} 0 R", page_at(at))).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
        format!("<< {info} >>").into_bytes(),
    ];
    for (at, stream) in streams.iter().enumerate() {
        let contents = page_at(at) + 1;
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R /Resources << /Font << /F1 3 0 R >> >> >>").into_bytes());
        objects.push(
            [
                format!("<< /Length {} >>\nstream\n", stream.len()).into_bytes(),
                stream.clone(),
                b"\nendstream".to_vec(),
            ]
            .concat(),
        );
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    out.extend_from_slice(
        format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes(),
    );
    places
        .iter()
        .for_each(|place| out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes()));
    out.extend_from_slice(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .as_bytes(),
    );
    out
}

fn check(bytes: &[u8], expected: &str) {
    assert_eq!(pdf::read(bytes).map(|pdf| pdf.text).as_deref(), Ok(expected));
}

#[test]
fn columns_are_read_one_after_the_other_and_divided_words_are_whole() {
    let first = [
        Put(60, 40, 9, "Vinlunda kommun"),
        Put(60, 100, 22, "Avfallsplan för Vinlunda kommun och dess skärgård"),
        // Line by line across the page, as many programs write them.
        Put(60, 160, 10, "Avfall är något som alla har och be-"),
        Put(320, 160, 10, "Den som bor i lägenhet går till sop-"),
        Put(60, 174, 10, "höver bli av med. Vi hämtar det hos"),
        Put(320, 174, 10, "rummet. Nyckeln är samma som till"),
        Put(60, 188, 10, "dig var fjortonde dag."),
        Put(320, 188, 10, "porten. Beställ en ny med vår e-"),
        Put(320, 202, 10, "tjänst."),
        Put(60, 216, 10, "På öarna kommer vi en gång i veckan"),
        Put(60, 230, 10, "för att båten är liten."),
        Put(300, 800, 9, "1"),
    ];
    let second = [
        Put(60, 40, 9, "Vinlunda kommun"),
        Put(60, 100, 14, "Avgifter"),
        Put(60, 130, 10, "Kärl"),
        Put(200, 130, 10, "Kronor"),
        Put(60, 144, 10, "190 liter"),
        Put(200, 144, 10, "1 250"),
        Put(60, 158, 10, "370 liter"),
        Put(200, 158, 10, "2 100"),
        Put(60, 190, 10, "Avgiften gäller ett år."),
        Put(300, 800, 9, "2"),
    ];
    check(
        &placed(&[&first, &second], ""),
        "# Avfallsplan för Vinlunda kommun och dess skärgård\n\n\
         Avfall är något som alla har och behöver bli av med. Vi hämtar det hos dig var fjortonde dag.\n\n\
         På öarna kommer vi en gång i veckan för att båten är liten.\n\n\
         Den som bor i lägenhet går till soprummet. Nyckeln är samma som till porten. Beställ en ny med vår e-tjänst.\n\n\
         ## Avgifter\n\nKärl Kronor\n190 liter 1 250\n370 liter 2 100\n\nAvgiften gäller ett år.",
    );
}

#[test]
fn lines_far_apart_are_one_paragraph_and_a_price_by_itself_stays() {
    let page = [
        Put(60, 100, 12, "Hyran för en båtplats i hamnen be-"),
        Put(60, 122, 12, "stäms varje år av nämnden."),
        Put(60, 170, 12, "Plats för liten båt"),
        Put(60, 220, 12, "75"),
        Put(60, 270, 12, "Den betalas i maj, och båten ska"),
        Put(60, 292, 12, "vara borta senast den 1 oktober."),
    ];
    check(
        &placed(&[&page], ""),
        "Hyran för en båtplats i hamnen bestäms varje år av nämnden.\n\nPlats för liten båt\n\n75\n\n\
         Den betalas i maj, och båten ska vara borta senast den 1 oktober.",
    );
}

#[test]
fn a_page_that_cannot_be_read_takes_no_other_with_it() {
    let good =
        |text: &str| [b"BT /F1 12 Tf 60 760 Td (".as_slice(), text.as_bytes(), b") Tj ET"].concat();
    // A font that is not there: the crate panics.
    let bad = b"BT /Nowhere 12 Tf 60 760 Td (x) Tj ET".to_vec();
    check(&file(&[good("Ett."), bad.clone(), good("Tre.")], ""), "Ett.\n\nTre.");
    let left_out = pdf::read(&file(&[good("Ett."), bad.clone()], "")).map(|read| read.left_out);
    assert_eq!(left_out, Ok(vec![2]));
    assert_eq!(pdf::read(&file(&[bad], "")).err(), Some(PdfError::Unreadable));
}

#[test]
fn a_file_tells_its_title_and_when_it_was_written() {
    let page: &[Put] = &[Put(60, 100, 12, "Avgiften är 100 kr.")];
    let read = |info: &str| pdf::read(&placed(&[page], info)).unwrap();
    let pdf = read(
        "/Title (Avfallstaxa 2026) /CreationDate (D:20250101) /ModDate (D:20260314101500+01'00')",
    );
    assert_eq!(pdf.title.as_deref(), Some("Avfallstaxa 2026"));
    let written: Vec<String> = pdf.written.iter().map(chrono::NaiveDate::to_string).collect();
    assert_eq!(written, ["2026-03-14", "2025-01-01"]);
    assert_eq!(read("/Title (taxa_slutlig.docx)").title, None);
}
