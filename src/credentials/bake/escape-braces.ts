/**
 * JSON whose strings hold no brace: `{` and `}` inside them are written `\u007b` and `\u007d`.
 *
 * A wallet in use finds the end of what is baked into a PNG by counting braces, also those inside strings, so a narrative with
 * one brace too many would break it. The values stay what they are, and so does every signature.
 *
 * @module
 */

/** @param json - valid JSON text */
export function escapeBraces(json: string): string {
  let escaped = '';
  let isInside = false;
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at] ?? '';
    if (isInside && letter === '\\') {
      escaped += letter + (json[at + 1] ?? '');
      at += 1;
    } else if (isInside && letter === '{') escaped += '\\u007b';
    else if (isInside && letter === '}') escaped += '\\u007d';
    else {
      if (letter === '"') isInside = !isInside;
      escaped += letter;
    }
  }
  return escaped;
}
