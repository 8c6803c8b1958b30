/** An identifier as the language sees it: NFKC (language reference §2.3; `_PyPegen_new_identifier`). */
export function identifier(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= 128) return text.normalize('NFKC');
  }
  return text;
}
