import { describe, expect, it } from 'vitest';
import { buildBadgeLink, buildCourseLink } from '../../../src/awarding/badge-link.js';
import { MAPPING_PARAMETER } from '../../../src/lti/claims.js';
import { buildBadgeClass, buildMapping } from '../../support/build-records.js';

const words = { launchUrl: 'https://badges.example.org/lti/launch', text: 'See what it takes.' };
const badgeClass = buildBadgeClass({ name: { nl: 'Onderzoek', en: 'Research' }, language: 'nl' });

describe('buildBadgeLink (LTI Deep Linking 2.0 §3.2)', () => {
  it.each([
    ['grade', 100, 'grade', 100],
    ['assessed', 20, 'grade', 20],
    ['badge', 1, 'badge', 1],
  ] as const)('asks for a column with the role %s', (columnRole, columnMaximum, tag, scoreMaximum) => {
    const mapping = buildMapping({ columnRole, columnMaximum });
    expect(buildBadgeLink(mapping, badgeClass, words)).toEqual({
      type: 'ltiResourceLink',
      title: 'Onderzoek',
      text: 'See what it takes.',
      url: 'https://badges.example.org/lti/launch',
      custom: { [MAPPING_PARAMETER]: mapping.key },
      lineItem: { label: 'Onderzoek', scoreMaximum, resourceId: mapping.key, tag },
    });
  });

  it('asks for no column with the role none', () => {
    const mapping = buildMapping({ columnRole: 'none', columnMaximum: null });
    expect(buildBadgeLink(mapping, badgeClass, words)).not.toHaveProperty('lineItem');
  });

  it('keeps the label within what columns take', () => {
    const long = { ...badgeClass, name: { nl: 'x'.repeat(300), en: 'x' } };
    const { lineItem } = buildBadgeLink(buildMapping(), long, words);
    expect(lineItem?.label).toHaveLength(255);
  });
});

describe('buildCourseLink', () => {
  it('carries no key and no column', () => {
    const link = buildCourseLink({ ...words, title: 'Badges' });
    expect(link).toEqual({
      type: 'ltiResourceLink',
      title: 'Badges',
      text: 'See what it takes.',
      url: 'https://badges.example.org/lti/launch',
    });
  });
});
