/**
 * Texts of the matrix of learners and badges: filter, sort, file.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const matrixTexts = {
  'filter.state': { nl: 'Hoe ze ervoor staan', en: 'How they stand' },
  'filter.all': { nl: 'Iedereen', en: 'Everybody' },
  'filter.earned': { nl: 'Behaald', en: 'Earned' },
  'filter.near': { nl: 'Bijna', en: 'Near' },
  'filter.waiting': { nl: 'Wacht', en: 'Waiting' },
  'filter.not-yet': { nl: 'Nog niet', en: 'Not yet' },
  'filter.stopped': { nl: 'Niet automatisch', en: 'Not automatic' },
  'filter.badge': { nl: 'Badge', en: 'Badge' },
  'filter.any-badge': { nl: 'Elke badge', en: 'Any badge' },
  'filter.go': { nl: 'Toon', en: 'Show' },
  'matrix.sort-by-name': { nl: 'Sorteer op naam', en: 'Sort by name' },
  'matrix.sort-by-badge': { nl: 'Wie {badge} heeft eerst', en: 'Those with {badge} first' },
  'matrix.csv': { nl: 'Download als spreadsheet (CSV)', en: 'Download as a spreadsheet (CSV)' },
  'matrix.csv.name': { nl: 'studenten-en-badges', en: 'students-and-badges' },
  'matrix.none-chosen': {
    nl: 'Geen student past hierbij.',
    en: 'No student fits this.',
  },
} satisfies Record<string, LocalText>;
