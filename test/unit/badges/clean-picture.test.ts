import { deflateSync, crc32 } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { drawBadge } from '../../../src/badges/artwork/draw-badge.js';
import { cleanPicture, type PictureProblem } from '../../../src/badges/pictures/clean-picture.js';

const NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const svg = (inside: string, attributes = 'viewBox="0 0 100 100"') =>
  Buffer.from(`<svg ${NS} ${attributes}>${inside}</svg>`);
const SQUARE = '<rect width="50" height="50" fill="red"/>';

function drawPng(width: number, height: number): Buffer {
  return Buffer.from(
    new Resvg(
      `<svg ${NS} width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#2b4bb5"/><circle r="9" fill="#fff"/></svg>`,
    )
      .render()
      .asPng(),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, tail]);
}

/** A PNG that says to be of that size, whatever its pixels. */
function forgePng(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readSize(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('an uploaded PNG', () => {
  it('is encoded anew: nothing that hides in the file is left, and its pixels are', () => {
    const clean = drawPng(64, 32);
    const secret = Buffer.from('<script>alert(1)</script> GPS 52.1');
    const end = clean.length - 12;
    const dirty = Buffer.concat([
      clean.subarray(0, 33),
      chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), secret])),
      chunk('eXIf', secret),
      clean.subarray(33, end),
      clean.subarray(end),
      secret,
    ]);
    const { mediaType, bytes } = cleanPicture(dirty);

    expect(mediaType).toBe('image/png');
    expect(bytes.includes('script')).toBe(false);
    expect(bytes.includes('GPS')).toBe(false);
    expect(readSize(bytes)).toEqual([64, 32]);
    expect(bytes.equals(cleanPicture(clean).bytes)).toBe(true);
    expect(cleanPicture(bytes).bytes.equals(bytes)).toBe(true); // once clean, it stays the same
  });

  it('is made smaller when it is larger than a badge is shown', () => {
    expect(readSize(cleanPicture(drawPng(2_048, 1_024)).bytes)).toEqual([1_024, 512]);
  });

  it.each<[string, Buffer, PictureProblem]>([
    ['more bytes than it takes', Buffer.concat([drawPng(8, 8), Buffer.alloc(512 * 1024)]), 'too-large'],
    [
      'a size that would not fit in memory',
      forgePng(60_000, 60_000, deflateSync(Buffer.alloc(64))),
      'too-many-pixels',
    ],
    ['more pixels than it says', forgePng(16, 16, deflateSync(Buffer.alloc(5_000_000))), 'broken'],
    ['pixels that are none', forgePng(16, 16, Buffer.from('no zlib')), 'broken'],
    ['no pixels', forgePng(0, 16, deflateSync(Buffer.alloc(64))), 'broken'],
    ['half a file', drawPng(64, 64).subarray(0, 80), 'broken'],
    ['only the beginning', drawPng(8, 8).subarray(0, 8), 'broken'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]), 'no-picture'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'no-picture'],
    ['nothing', Buffer.alloc(0), 'no-picture'],
  ])('is refused with %s', (_, bytes, problem) => {
    expect(() => cleanPicture(bytes)).toThrow(
      expect.objectContaining({ code: 'picture_unusable', problem }) as Error,
    );
  });
});

describe('an uploaded SVG', () => {
  it('is written anew without scripts, styles, links, events, animation and foreign objects', () => {
    const { mediaType, bytes } = cleanPicture(
      svg(
        `<style>@import url(https://evil.example/x.css); .a{fill:red}</style><script>alert(1)</script>
        <a href="javascript:alert(1)" xlink:href="javascript:alert(2)"><rect class="a" width="50" height="50" onclick="alert(3)"/></a>
        <foreignObject width="10" height="10"><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example"/></body></foreignObject>
        <animate attributeName="href" values="javascript:alert(4)"/><set attributeName="onmouseover" to="alert(5)"/>
        <use href="https://evil.example/#x"/><rect fill="url(https://evil.example/#g)" width="5" height="5"/>
        <g id="g"><circle r="5"/></g><use href="#g" x="20"/>
        <metadata>Noor Jansen</metadata><!-- C:\\Users\\noor -->`,
        'viewBox="0 0 100 100" onload="alert(6)"',
      ),
    );
    const text = bytes.toString();
    expect(mediaType).toBe('image/svg+xml');
    expect(text).toMatch(/<path fill="#ff0000"/);
    expect(text).not.toMatch(/alert|evil|script|foreign|style|onload|onclick|animate|Noor|noor/i);
    expect(cleanPicture(bytes).mediaType).toBe('image/svg+xml');
  });

  it('keeps gradients, masks and clips of its own', () => {
    const text = cleanPicture(
      svg(
        `<defs><linearGradient id="a"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>
        <clipPath id="c"><circle cx="20" cy="20" r="20"/></clipPath></defs>
        <g clip-path="url(#c)"><rect width="50" height="50" fill="url(#a)"/></g>`,
      ),
    ).bytes.toString();
    expect(text).toContain('linearGradient');
    expect(text).toContain('clipPath');
  });

  it.each<[string, Buffer, PictureProblem]>([
    [
      'a picture inside it',
      svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>'),
      'has-picture',
    ],
    [
      'a picture elsewhere',
      svg('<image href="https://evil.example/x.png" width="9" height="9"/>'),
      'has-picture',
    ],
    [
      'a picture in a filter',
      svg('<filter id="f"><feImage href="https://evil.example/x"/></filter>'),
      'has-picture',
    ],
    ['letters', svg('<text x="1" y="9">Hoi</text>'), 'has-text'],
    [
      'entities',
      Buffer.from(`<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg ${NS}>${SQUARE}</svg>`),
      'has-entities',
    ],
    [
      'uses of uses',
      svg(Array.from({ length: 13 }, (_, i) => `<g id="g${i + 1}"><use href="#g${i}"/></g>`).join('')),
      'too-complex',
    ],
    ['too many tags', svg(SQUARE.repeat(5_001)), 'too-complex'],
    ['a size beyond measure', svg(SQUARE, 'width="1e9" height="1e9"'), 'too-many-pixels'],
    ['an end that is missing', Buffer.from(`<svg ${NS}><g>`), 'broken'],
  ])('is refused with %s', (_, bytes, problem) => {
    expect(() => cleanPicture(bytes)).toThrow(
      expect.objectContaining({ code: 'picture_unusable', problem }) as Error,
    );
  });

  it('of the tool’s own has letters, so it is drawn and not uploaded', () => {
    const drawn = drawBadge(
      { shape: 'hexagon', color: '#2b4bb5', glyph: 'book', initials: 'AB' },
      { title: 'A', variant: 'regular', variantLabel: 'Regulier', state: 'earned', met: 0, of: 1 },
    );
    expect(() => cleanPicture(Buffer.from(drawn))).toThrow(
      expect.objectContaining({ problem: 'has-text' }) as Error,
    );
  });
});
