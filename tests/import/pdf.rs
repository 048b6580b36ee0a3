//! A PDF as small as they get.

/// One page with these lines, in Helvetica and WinAnsi encoding.
pub fn of(lines: &[&str]) -> Vec<u8> {
    let shown: Vec<u8> = lines
        .iter()
        .flat_map(|line| {
            let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(line);
            [b"(".as_slice(), &bytes, b") Tj 0 -40 Td ".as_slice()].concat()
        })
        .collect();
    let stream = [b"BT /F1 12 Tf 60 760 Td ".as_slice(), &shown, b"ET"].concat();
    let objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
        [format!("<< /Length {} >>\nstream\n", stream.len()).into_bytes(), stream, b"\nendstream".to_vec()].concat(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
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
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .as_bytes(),
    );
    out
}
