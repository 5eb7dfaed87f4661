import { describe, expect, it } from 'vitest';
import { isSameSite } from '../../../../src/credentials/verify/fetch-documents.js';

describe('the site that an answer came from', () => {
  it.each([
    ['https://school.example/a', 'https://school.example/b?c'],
    ['https://school.example/a', 'https://SCHOOL.example:443/b'],
    ['http://school.example/a', 'https://school.example/a'],
    ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/b'],
  ])('%s and %s are one', (asked, answered) => {
    expect(isSameSite(asked, answered)).toBe(true);
  });

  it.each([
    ['https://school.example/a', 'https://www.school.example/a'],
    ['https://school.example/a', 'https://school.example.evil/a'],
    ['https://school.example/a', 'https://school.example:8443/a'],
    ['https://school.example/a', 'http://school.example/a'],
    ['http://school.example/a', 'https://school.example:8443/a'],
    ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8081/a'],
  ])('%s and %s are two', (asked, answered) => {
    expect(isSameSite(asked, answered)).toBe(false);
  });
});
