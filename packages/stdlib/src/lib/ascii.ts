/** Text of one byte a character: names and numbers for the C library. */
export const asciiText = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
export const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
/** A NUL-terminated name in a buffer of fixed size. */
export const paddedText = (bytes: Uint8Array): string => asciiText(bytes).split('\0', 1)[0]!;
