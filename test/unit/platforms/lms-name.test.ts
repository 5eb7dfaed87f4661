import { describe, expect, it } from 'vitest';
import { nameLms } from '../../../src/platforms/lms-name.js';

const issuer = 'https://lms.example.org';

describe('nameLms', () => {
  it('takes the name that somebody gave', () => {
    expect(nameLms({ name: 'Leerplein', issuer, productFamily: 'canvas' })).toBe('Leerplein');
  });

  it.each([
    ['canvas', 'Canvas'],
    ['desire2learn', 'Brightspace'],
    ['Moodle', 'Moodle'],
  ])('knows the product %s where only an address was given', (productFamily, name) => {
    expect(nameLms({ name: 'lms.example.org', issuer, productFamily })).toBe(name);
  });

  it.each(['unknown', 'constructor', ''])('has no name for the product “%s”', (productFamily) => {
    expect(nameLms({ name: 'lms.example.org', issuer, productFamily })).toBeNull();
  });
});
