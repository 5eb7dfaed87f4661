import { describe, expect, it } from 'vitest';
import { readContrast, readLuminance, toTone } from '../../../../src/badges/artwork/color.js';

describe('readContrast (WCAG 2.2)', () => {
  it('is 21 for black and white, 1 for a colour and itself, and the same both ways', () => {
    expect(readContrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(readContrast('#2b4bb5', '#2b4bb5')).toBe(1);
    expect(readContrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(readContrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
  });
});

describe('toTone', () => {
  it.each(['#ffffff', '#000000', '#ffee00', '#2b4bb5', '#0f6f7c'])(
    'brings %s to the luminance asked for',
    (color) => {
      for (const luminance of [0.06, 0.165, 0.5]) {
        expect(Math.abs(readLuminance(toTone(color, luminance)) - luminance)).toBeLessThan(0.01);
      }
    },
  );

  it('takes what is no colour for grey', () => {
    const tone = toTone('javascript:alert(1)', 0.1);
    expect(tone).toMatch(/^#([0-9a-f]{2})\1\1$/);
  });
});
