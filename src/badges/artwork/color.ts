/**
 * Tones of one colour, by how bright they look.
 *
 * Source: relative luminance and contrast ratio as WCAG 2.2 defines them.
 *
 * @module
 */

type Rgb = readonly [number, number, number];

const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** Grey for what is no colour: a picture never fails for its colour. */
function parseHex(color: string): Rgb {
  const [, red, green, blue] = HEX.exec(color) ?? ['', '66', '66', '66'];
  return [parseInt(red ?? '66', 16), parseInt(green ?? '66', 16), parseInt(blue ?? '66', 16)];
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** 0 is black, 1 is white. */
export function readLuminance(color: string): number {
  const [red, green, blue] = parseHex(color).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function readContrast(one: string, other: string): number {
  const [dark, light] = [readLuminance(one), readLuminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The same colour with the luminance that is asked for, mixed with black or white as far as it takes.
 *
 * @param luminance - 0 to 1
 */
export function toTone(color: string, luminance: number): string {
  const from = parseHex(color);
  const toward = readLuminance(color) > luminance ? 0 : 255;
  let [low, high] = [0, 1];
  for (let step = 0; step < 24; step += 1) {
    const share = (low + high) / 2;
    const hasPassed =
      toward === 0
        ? readLuminance(mix(from, toward, share)) < luminance
        : readLuminance(mix(from, toward, share)) > luminance;
    if (hasPassed) high = share;
    else low = share;
  }
  return mix(from, toward, low);
}

function mix(from: Rgb, toward: number, share: number): string {
  return toHex([
    from[0] + (toward - from[0]) * share,
    from[1] + (toward - from[1]) * share,
    from[2] + (toward - from[2]) * share,
  ]);
}
