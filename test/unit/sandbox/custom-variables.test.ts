import { beforeEach, describe, expect, it } from 'vitest';
import { resolveCustom, type VariableSources } from '../../../src/sandbox/lti/custom-variables.js';
import { seed } from '../../../src/sandbox/school/seed.js';
import { createState, getCourse, getUser, type Link, type Tool } from '../../../src/sandbox/school/state.js';

describe('custom parameters (LTI 1.3 Core §C)', () => {
  let sources: VariableSources;
  const tool = { shareNames: true, shareEmail: false, custom: {} } as Tool;

  beforeEach(() => {
    const state = createState();
    seed(state, { students: 1, extras: false, locale: 'nl' });
    sources = { tool, course: getCourse(state, '1'), user: getUser(state, 'student01'), link: null };
  });

  const resolve = (custom: Record<string, string>, more: Partial<VariableSources> = {}) =>
    resolveCustom({ ...sources, ...more, tool: { ...tool, custom } });

  it('replaces what this LMS knows', () => {
    expect(
      resolve({ id: '$User.id', login: '$User.username', course: '$Context.id', name: '$Person.name.full' }),
    ).toEqual({ id: '101', login: 'student01', course: '1', name: 'Sanne de Vries' });
  });

  it('passes on what it does not know, or does not share, as it stands', () => {
    expect(
      resolve({
        a: '$Canvas.user.id',
        b: '$Person.email.primary',
        c: '$ResourceLink.id',
        d: 'plain $User.id',
      }),
    ).toEqual({
      a: '$Canvas.user.id',
      b: '$Person.email.primary',
      c: '$ResourceLink.id',
      d: 'plain $User.id',
    });
  });

  it("lets the link's parameters win", () => {
    const link = { id: '9', custom: { key: 'of the link', place: '$ResourceLink.id' } } as unknown as Link;
    expect(resolve({ key: 'of the tool', more: 'x' }, { link })).toEqual({
      key: 'of the link',
      place: '9',
      more: 'x',
    });
  });

  it('is no claim at all without parameters', () => {
    expect(resolve({})).toBeUndefined();
  });
});
