import { describe, expect, it } from 'vitest';
import { ARTWORK_SHAPES, chooseArtwork, readInitials } from '../../../../src/badges/artwork/artwork.js';

describe('chooseArtwork', () => {
  it('chooses the same for the same badge class', () => {
    const draft = { title: 'Onderzoeksvaardigheden 2', variant: 'regular' } as const;
    expect(chooseArtwork(draft)).toEqual(chooseArtwork({ ...draft }));
  });

  it('gives each variant a shape of its own', () => {
    const title = 'Ondernemen';
    expect(chooseArtwork({ title, variant: 'regular' }).shape).toBe('hexagon');
    expect(chooseArtwork({ title, variant: 'microcredential' }).shape).toBe('shield');
    expect(['circle', 'ribbon']).toContain(chooseArtwork({ title, variant: 'extra-curricular' }).shape);
  });

  it('reaches every shape, and several colours', () => {
    const titles = Array.from({ length: 40 }, (_, index) => `Badge ${index}`);
    const variants = ['regular', 'microcredential', 'extra-curricular'] as const;
    const chosen = titles.flatMap((title) => variants.map((variant) => chooseArtwork({ title, variant })));
    expect(new Set(chosen.map(({ shape }) => shape))).toEqual(new Set(ARTWORK_SHAPES));
    expect(new Set(chosen.map(({ color }) => color)).size).toBeGreaterThan(4);
  });

  it.each([
    ['Onderzoeksvaardigheden 2', 'lens'],
    ['Research Skills 2', 'lens'],
    ['Data-analyse voor zorgprofessionals', 'chart'],
    ['Actief studentlid', 'people'],
    ['Sociaal ondernemen', null],
  ])('finds the sign that %s asks for', (title, glyph) => {
    expect(chooseArtwork({ title, variant: 'regular' }).glyph).toBe(glyph);
  });
});

describe('readInitials', () => {
  it.each([
    ['Data-analyse voor zorgprofessionals', 'DZ'],
    ['Onderzoeksvaardigheden 2', 'O2'],
    ['zeilen', 'Z'],
    ['De van het', 'DV'],
    ['e\u0301tude', 'É'],
    ['<script>', 'S'],
    ['— … !', '•'],
    ['', '•'],
  ])('reads %j as %s', (title, initials) => {
    expect(readInitials(title)).toBe(initials);
  });
});
