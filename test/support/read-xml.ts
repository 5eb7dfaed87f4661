/**
 * A strict reader of XML, as much of it as pictures use: it throws where an XML parser would.
 *
 * Source: XML 1.0 §2 (characters, tags, attributes, references). No comments, CDATA, DTD or processing instructions:
 * our pictures have none, so they are refused.
 *
 * @module
 */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** The characters that XML 1.0 §2.2 leaves out. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;
const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[A-Za-z][\w:.-]*="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /\s+([A-Za-z][\w:.-]*)="([^"<]*)"/g;

export function readXml(text: string): XmlElement {
  if (FORBIDDEN.test(text)) throw new Error('a character that XML does not allow');
  const root = { name: '', attributes: {}, children: [] as (XmlElement | string)[] };
  const open = [root];
  let at = 0;
  while (at < text.length) {
    const parent = open.at(-1);
    if (!parent) throw new Error(`more closed than opened at ${at}`);
    if (text[at] !== '<') {
      const end = text.indexOf('<', at) === -1 ? text.length : text.indexOf('<', at);
      parent.children.push(readText(text.slice(at, end)));
      at = end;
      continue;
    }
    TAG.lastIndex = at;
    const [whole, slash, name, attributes, isEmpty] = TAG.exec(text) ?? [];
    if (whole === undefined || name === undefined)
      throw new Error(`no tag at ${at}: ${text.slice(at, at + 60)}`);
    at += whole.length;
    if (slash) {
      if (open.length === 1 || open.pop()?.name !== name)
        throw new Error(`</${name}> closes another element`);
      continue;
    }
    const element = {
      name,
      attributes: readAttributes(attributes ?? ''),
      children: [] as (XmlElement | string)[],
    };
    parent.children.push(element);
    if (!isEmpty) open.push(element);
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || typeof only !== 'object' || more.length > 0)
    throw new Error('not one whole element');
  return only;
}

/** Every element in it, itself first. */
export function listElements(element: XmlElement): XmlElement[] {
  return [
    element,
    ...element.children.flatMap((child) => (typeof child === 'string' ? [] : listElements(child))),
  ];
}

/** All text below it. */
export function readXmlText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : readXmlText(child))).join('');
}

function readAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    if (Object.hasOwn(found, name)) throw new Error(`${name} stands twice`);
    found[name] = readText(value);
  }
  return found;
}

function readText(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`not a reference: ${whole}`);
    return character;
  });
}
