/**
 * Reads the forms of a page: where they lead, what they hold. For well-formed pages of tools and of this LMS, not for the web at large.
 *
 * @module
 */
export interface HtmlForm {
  readonly id: string | null;
  /** Absolute. */
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** What a browser would send if nobody touched it; buttons are not among it. */
  readonly fields: Readonly<Record<string, string>>;
  readonly buttons: readonly {
    readonly name: string | null;
    readonly value: string;
    readonly text: string;
  }[];
  /** Passes something on: nobody is meant to press its button. */
  readonly isSelfSubmitting: boolean;
}

type Attributes = Readonly<Record<string, string>>;

export function parseForms(html: string, pageUrl: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head = '', body = '']) => {
    const attributes = parseAttributes(head);
    const fields = parseFields(body);
    return {
      id: attributes.id ?? null,
      action: new URL(attributes.action ?? '', pageUrl).href,
      method: attributes.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      fields,
      buttons: parseButtons(body),
      // LTI's own messages travel in forms like these: `id_token` in a launch, `JWT` in a deep linking response.
      isSelfSubmitting: 'data-submit-at-once' in attributes || 'id_token' in fields || 'JWT' in fields,
    };
  });
}

/** The address of a link with this attribute, absolute. */
export function findLinkWith(html: string, attribute: string, pageUrl: string): string | null {
  for (const [, head = ''] of html.matchAll(/<a\b([^>]*)>/gi)) {
    const attributes = parseAttributes(head);
    if (attribute in attributes) return new URL(attributes.href ?? '', pageUrl).href;
  }
  return null;
}

function parseFields(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, head = ''] of body.matchAll(/<input\b([^>]*)>/gi)) {
    const { name, value, type = 'text', ...rest } = parseAttributes(head);
    if (name === undefined || ['submit', 'button', 'image', 'reset', 'file'].includes(type)) continue;
    const isBox = type === 'checkbox' || type === 'radio';
    if (!isBox) fields[name] = value ?? '';
    else if ('checked' in rest) fields[name] = value ?? 'on';
  }
  for (const [, head = '', text = ''] of body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)) {
    const { name } = parseAttributes(head);
    if (name !== undefined) fields[name] = decode(text.replace(/^\r?\n/, ''));
  }
  for (const [, head = '', content = ''] of body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)) {
    const { name } = parseAttributes(head);
    const value = parseSelected(content);
    if (name !== undefined && value !== null) fields[name] = value;
  }
  return fields;
}

function parseSelected(content: string): string | null {
  const options = [...content.matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, head = '', text = '']) => {
    const attributes = parseAttributes(head);
    return { isSelected: 'selected' in attributes, value: attributes.value ?? decode(text).trim() };
  });
  return (options.find(({ isSelected }) => isSelected) ?? options[0])?.value ?? null;
}

function parseButtons(body: string) {
  return [...body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(([, head = '', content = '']) => {
    const { name, value } = parseAttributes(head);
    return {
      name: name ?? null,
      value: value ?? '',
      text: decode(content.replace(/<[^>]*>/g, ''))
        .replace(/\s+/g, ' ')
        .trim(),
    };
  });
}

function parseAttributes(head: string): Attributes {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of head.matchAll(
    /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    attributes[name.toLowerCase()] = decode(double ?? single ?? bare ?? '');
  }
  return attributes;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole, hex?: string, dec?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (dec !== undefined) return String.fromCodePoint(Number(dec));
      return NAMED[name?.toLowerCase() ?? ''] ?? whole;
    },
  );
}
