import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bakePng } from '../../../../src/credentials/bake/bake-png.js';
import { bakeSvg } from '../../../../src/credentials/bake/bake-svg.js';
import { createBadgePictures, renderPng } from '../../../../src/credentials/bake/badge-picture.js';
import { escapeBraces } from '../../../../src/credentials/bake/escape-braces.js';
import { buildBadgeClass } from '../../../support/build-records.js';
import { readXml } from '../../../support/read-xml.js';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** One grey pixel, with whatever stands between header and picture. */
function buildPng(...between: Buffer[]): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...between,
    chunk('IDAT', deflateSync(Buffer.from([0, 127]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Read as the PNG specification says, each checksum looked at. */
function readPng(png: Buffer): { type: string; data: Buffer }[] {
  const found: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

const readText = (png: Buffer, keyword: string): string | undefined =>
  readPng(png)
    .find(({ type, data }) => type === 'iTXt' && data.toString('latin1').startsWith(`${keyword}\0\0\0\0\0`))
    ?.data.subarray(keyword.length + 5)
    .toString('utf8');

describe('bakePng (OB 3.0 §5.3.1)', () => {
  it('puts one uncompressed chunk right after the header', () => {
    const baked = bakePng(buildPng(), 'openbadgecredential', '{"name":"Zoë 🎓"}');
    expect(readPng(baked).map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'IDAT', 'IEND']);
    expect(readText(baked, 'openbadgecredential')).toBe('{"name":"Zoë 🎓"}');
  });

  it('overwrites what was baked before, in whatever kind of chunk, and keeps the rest', () => {
    const old = [
      chunk('tEXt', Buffer.from('openbadgecredential\0old')),
      chunk('zTXt', Buffer.from('openbadgecredential\0old')),
      chunk('tEXt', Buffer.from('Author\0Somebody')),
    ];
    const once = bakePng(buildPng(...old), 'openbadgecredential', '{"a":1}');
    const twice = bakePng(once, 'openbadgecredential', '{"a":2}');
    expect(readPng(twice).map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'tEXt', 'IDAT', 'IEND']);
    expect(readText(twice, 'openbadgecredential')).toBe('{"a":2}');
    const both = bakePng(twice, 'openbadges', 'https://example.org/a');
    expect(readText(both, 'openbadges')).toBe('https://example.org/a');
    expect(readText(both, 'openbadgecredential')).toBe('{"a":2}');
  });

  it.each([
    ['no PNG', Buffer.from('GIF89a')],
    ['a cut off one', buildPng().subarray(0, 40)],
    ['one without a header', Buffer.concat([buildPng().subarray(0, 8), chunk('IEND', Buffer.alloc(0))])],
  ])('refuses %s', (_what, bytes) => {
    expect(() => bakePng(bytes, 'openbadges', 'x')).toThrow(
      expect.objectContaining({ code: 'picture_unusable' }) as Error,
    );
  });
});

describe('escapeBraces', () => {
  it('leaves values as they are and no brace inside a string', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const escaped = escapeBraces(JSON.stringify(value));
        expect(JSON.parse(escaped)).toEqual(JSON.parse(JSON.stringify(value)));
        // As the wallet does it: braces counted without regard to strings.
        let depth = 0;
        for (const letter of escaped) {
          if (letter === '{') depth += 1;
          if (letter === '}') depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
    );
  });

  it('knows an escaped quote and an escaped backslash', () => {
    const value = { a: 'x"{', b: 'y\\', c: '}' };
    expect(escapeBraces(JSON.stringify(value))).toBe('{"a":"x\\"\\u007b","b":"y\\\\","c":"\\u007d"}');
  });
});

describe('bakeSvg (OB 3.0 §5.3.2)', () => {
  const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g/></svg>';
  const json = '{"a":"1 < 2 & ]]> {"}';

  it('makes it the first child, with its namespace, and well-formed', () => {
    const baked = bakeSvg(svg, { version: 3, json });
    expect(baked).toContain(
      '<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><openbadges:credential><![CDATA[',
    );
    const data = /<!\[CDATA\[([\s\S]*?)\]\]>/.exec(baked)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(JSON.parse(json));
    expect(() =>
      readXml(baked.replace(/<\?xml.*?\?>\n/, '').replace(/<!\[CDATA\[[\s\S]*?\]\]>/, '')),
    ).not.toThrow();
  });

  it('has no character that XML refuses, and the same text for who reads the JSON', () => {
    const name = 'a\uFFFEb\uFFFFc \u{1FFFE} \u0000';
    const [, data = ''] = /<!\[CDATA\[([\s\S]*?)\]\]>/.exec(
      bakeSvg(svg, { version: 3, json: JSON.stringify({ name }) }),
    ) as RegExpExecArray;
    expect(data).not.toMatch(/[\u0000-\u0008\uFFFE\uFFFF]/);
    expect(JSON.parse(data)).toEqual({ name });
  });

  it('overwrites, also the other version', () => {
    const once = bakeSvg(svg, { version: 3, json });
    const address = 'https://example.org/ob2/assertions/1?a=1&b="2"';
    const twice = bakeSvg(bakeSvg(once, { version: 2, json: '{}', address }), {
      version: 2,
      json: '{"b":2}',
      address,
    });
    expect(twice.match(/<openbadges:/g)).toHaveLength(1);
    expect(twice.match(/xmlns:openbadges/g)).toHaveLength(1);
    expect(twice).toContain(
      '<openbadges:assertion verify="https://example.org/ob2/assertions/1?a=1&amp;b=&quot;2&quot;"><![CDATA[{"b":2}]]></openbadges:assertion>',
    );
    expect(bakeSvg(twice, { version: 3, json })).toBe(once);
  });

  it.each(['', '<g/>', '<svg xmlns="http://www.w3.org/2000/svg"/>'])('refuses %j', (text) => {
    expect(() => bakeSvg(text, { version: 3, json })).toThrow(
      expect.objectContaining({ code: 'picture_unusable' }) as Error,
    );
  });
});

describe('the picture of a badge', () => {
  const none = createBadgePictures({ findUploaded: async () => null });

  it('is drawn by the tool, 512 pixels wide, and rendered once', async () => {
    const badgeClass = buildBadgeClass();
    const [first, second] = await Promise.all([none.findPng(badgeClass), none.findPng(badgeClass)]);
    expect(first).toBe(second);
    expect([first.readUInt32BE(16), first.readUInt32BE(20)]).toEqual([512, 512]);
    expect(await none.findPng({ ...badgeClass, version: 2 })).not.toBe(first);
  });

  it('has its words in it: fonts come along', async () => {
    const render = (text: string) =>
      renderPng(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text y="30" font-size="30" font-family="Atkinson Hyperlegible Next">${text}</text></svg>`,
      );
    const [empty, one, other] = await Promise.all(['', 'Zoë', 'Zo\u00e8'].map(render));
    expect(one?.equals(empty ?? Buffer.alloc(0))).toBe(false);
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
  });

  const draw = (nl: string, id: string, artwork = buildBadgeClass().artwork) =>
    none.findPng(buildBadgeClass({ id, name: { nl, en: '' }, artwork }));

  it.each(['Łódź', 'Erdős-lezing', 'Știință și artă', 'Çağdaş ğ', 'Žluťoučký kůň', 'Għażla'])(
    'has its words in it beyond Western European letters too: %s',
    async (title) => {
      const [whole, without, one] = await Promise.all([
        draw(title, `a-${title}`),
        draw('数据分析', 'b'),
        draw(`${title}x`, `c-${title}`),
      ]);
      expect(whole.equals(without)).toBe(false);
      expect(whole.equals(one)).toBe(false);
    },
  );

  it('goes without words where no font of the tool has its letters, with a sign for its initials', async () => {
    const plain = buildBadgeClass().artwork;
    const bare = { ...plain, glyph: null, initials: '数据' };
    const [with1, with2, star] = await Promise.all([
      draw('数据分析', 'd', bare),
      draw('数据分枒', 'e', bare), // the next sign
      draw('数据分析', 'f', { ...plain, glyph: null, initials: 'DA' }),
    ]);
    const shown = [with1, with2, star].map((png) => png.toString('base64'));
    expect(new Set(shown).size).toBe(3);
  });

  it('is the uploaded one where there is one, in both forms', async () => {
    const png = buildPng();
    const uploaded = createBadgePictures({
      findUploaded: async () => ({ mediaType: 'image/png', bytes: png }),
    });
    const badgeClass = buildBadgeClass({
      image: { id: 'picture-1', mediaType: 'image/png', alt: { nl: '', en: '' } },
    });
    expect(await uploaded.findPng(badgeClass)).toBe(png);
    expect(await uploaded.findSvg(badgeClass)).toContain(`data:image/png;base64,${png.toString('base64')}`);
    expect(() => bakeSvg('', { version: 3, json: '{}' })).toThrow();
    expect(bakeSvg(await uploaded.findSvg(badgeClass), { version: 3, json: '{}' })).toContain(
      'openbadges:credential',
    );
  });
});
