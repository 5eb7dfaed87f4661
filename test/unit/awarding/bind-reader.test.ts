import { describe, expect, it } from 'vitest';
import { bindReader } from '../../../src/awarding/bind-reader.js';
import type { KeyBinding } from '../../../src/awarding/key-binding.js';
import type { ResourceLink } from '../../../src/lti/course.js';
import type { CourseReader } from '../../../src/outcomes/course-reader.js';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';

import { buildCourse, buildRegistration, minutesAfterNoon, NOON } from '../../support/build-records.js';

const COLUMN = 'https://lms.example.org/li/1?type_id=2';

function buildColumn(mappingKey: string | null, lineItemUrl = COLUMN): OutcomeSighting {
  return { lineItemUrl, mappingKey, tag: null, label: 'Exam', scoreMaximum: 10 };
}

function buildLink(overrides: Partial<ResourceLink> = {}): ResourceLink {
  return {
    id: 'link-record-1',
    institutionId: 'institution-a',
    courseId: 'course-1',
    resourceLinkId: 'link-1',
    title: null,
    mappingKey: 'key-of-link',
    lineItemUrl: COLUMN,
    lastLaunchAt: NOON,
    ...overrides,
  };
}

function buildBinding(overrides: Partial<KeyBinding>): KeyBinding {
  return {
    institutionId: 'institution-a',
    courseId: 'course-1',
    claimedKey: 'key-of-link',
    scope: 'course',
    ref: '',
    mappingKey: 'bound',
    boundAt: NOON,
    ...overrides,
  };
}

/** The keys that columns have once they are bound, and those that were asked whether their results are wanted. */
async function bindKeys(
  columns: readonly OutcomeSighting[],
  links: readonly ResourceLink[],
  bindings: readonly KeyBinding[] = [],
) {
  const asked: (string | null)[] = [];
  const wants = (column: OutcomeSighting) => asked.push(column.mappingKey) > 0;
  const reader: CourseReader = {
    readCourse: (_registration, _course, wantsResults) => {
      columns.forEach(wantsResults);
      return Promise.resolve({ members: [], columns, results: new Map(), requests: 1 });
    },
    readColumns: () => Promise.resolve([...columns]),
    readLearnerResults: () => Promise.resolve([]),
  };
  const bound = bindReader(reader, {
    keyBindings: { list: () => Promise.resolve([...bindings]) },
    resourceLinks: { list: () => Promise.resolve([...links]) },
  });
  const course = buildCourse();
  const reading = await bound.readCourse(buildRegistration(), course, wants);
  const read = await bound.readColumns(buildRegistration(), course);
  const keys = reading.columns.map(({ mappingKey }) => mappingKey);
  expect(asked).toEqual(keys);
  expect(read.map(({ mappingKey }) => mappingKey)).toEqual(keys);
  return keys;
}

describe('a column without a key of its own', () => {
  it('has that of the link whose launch named it', async () => {
    expect(await bindKeys([buildColumn(null)], [buildLink()])).toEqual(['key-of-link']);
  });

  it('has none where no launch named it, or its link carries none', async () => {
    const elsewhere = buildColumn(null, `${COLUMN}&other=1`);
    const plain = buildLink({ lineItemUrl: elsewhere.lineItemUrl, mappingKey: null });
    expect(await bindKeys([elsewhere], [buildLink(), buildLink({ lineItemUrl: null })])).toEqual([null]);
    expect(await bindKeys([elsewhere], [plain])).toEqual([null]);
  });

  it('has that of the link that was opened last, where two name it', async () => {
    const links = [
      buildLink({ mappingKey: 'newer', resourceLinkId: 'link-2', lastLaunchAt: minutesAfterNoon(1) }),
      buildLink(),
    ];
    expect(await bindKeys([buildColumn(null)], links)).toEqual(['newer']);
    expect(await bindKeys([buildColumn(null)], links.toReversed())).toEqual(['newer']);
  });

  it('has what the key of its link stands for in this course, or for that link alone', async () => {
    const course = buildBinding({});
    expect(await bindKeys([buildColumn(null)], [buildLink()], [course])).toEqual(['bound']);
    const own = buildBinding({ scope: 'link', ref: 'link-1', mappingKey: 'own' });
    expect(await bindKeys([buildColumn(null)], [buildLink()], [course, own])).toEqual(['own']);
  });
});

describe('a column with a key of its own', () => {
  it('keeps it, whatever its link says', async () => {
    expect(await bindKeys([buildColumn('key-of-column')], [buildLink()])).toEqual(['key-of-column']);
  });

  it('has what that stands for here', async () => {
    const bindings = [buildBinding({ scope: 'column', ref: COLUMN, claimedKey: 'key-of-column' })];
    expect(await bindKeys([buildColumn('key-of-column')], [], bindings)).toEqual(['bound']);
  });
});
