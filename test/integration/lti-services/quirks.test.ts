/**
 * Each way in which an LMS differs, once: what holds with its own profile does not hold with the plain one's client. That no
 * difference is left out is checked too: every member of a profile that is not as in the plain one has its line here.
 *
 * Not here: what every LMS gets, since nothing is lost by it where it is not needed (one exact `Accept`, the query of line items kept,
 * `User-Agent`, whole seconds, `FullyGraded` only, maximums that are whole numbers up to 100, pages followed to their end).
 */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { PLATFORM_CONFIGURATION, TOOL_CONFIGURATION } from '../../../src/lti/claims.js';
import { buildCanvasConfiguration } from '../../../src/lti/registration/canvas-configuration.js';
import { parsePlatformConfiguration } from '../../../src/lti/registration/platform-configuration.js';
import { buildToolConfiguration } from '../../../src/lti/registration/tool-configuration.js';
import { buildCopyGuide, buildPlainFields } from '../../../src/lti/registration/fields-to-copy.js';
import { checkServiceAddress } from '../../../src/lti/service-address.js';
import { MEMBERSHIP_CONTAINER_TYPE } from '../../../src/lti/nrps/nrps-scopes.js';
import { findProfile, type PlatformProfile, type ProfileName } from '../../../src/platforms/profile.js';
import { readLinkDates } from '../../../src/web/picker/link-dates.js';
import { openRegistrationWorld, type RegistrationWorld } from '../../support/registration-world.js';
import { settleScore } from './settle-score.js';
import { buildCourse, buildRegistration, startSmallPlatform, type SmallPlatform } from './small-platform.js';

const BASE = 'https://insigne.school.example';
const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json';
const CANVAS = 'https://canvas.instructure.com/lti';

type Named = 'canvas' | 'brightspace' | 'moodle';
type Members = Readonly<Record<string, unknown>>;

interface Quirk {
  readonly lms: Named;
  /** Of the profile, as a path. */
  readonly member: string;
  readonly what: string;
  /** Whether the tool does right by this LMS when it takes it for that one. */
  readonly holds: (profile: ProfileName) => boolean | Promise<boolean>;
}

let platform: SmallPlatform;
let registrations: RegistrationWorld;

const registration = (profile: ProfileName, overrides = {}) =>
  buildRegistration(platform.origin, { profile, ...overrides });
const itemUrl = () => `${platform.origin}/items/1?type_id=51`;
/** Whose maximum nobody told; its results say theirs. */
const toColumn = (lineItemUrl: string) => ({ lineItemUrl, scoreMaximum: null });
const score = {
  userId: 'u1',
  scoreGiven: 8,
  scoreMaximum: 10,
  timestamp: new Date('2026-11-25T10:00:00Z'),
  comment: null,
};
const post = (profile: ProfileName) => platform.columns.postScore(registration(profile), itemUrl(), score);
const read = (profile: ProfileName, overrides = {}) =>
  platform.columns.readLearnerResults(registration(profile, overrides), toColumn(itemUrl()), 'u1');

/** The code that it ends with; null when it does not. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => String((error as { code?: unknown }).code),
  );
}

const endsWith = async (work: Promise<unknown>, code: string) => (await codeOf(work)) === code;

/** What a registration asks for where everything is announced. */
function askFor(profile: ProfileName, variables: readonly string[] | null = null): Members {
  const places = ['assignment_selection', 'course_navigation', 'ContentArea'];
  const messages = ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest'].map((type) => ({
    type,
    placements: places,
  }));
  const document = buildToolConfiguration(
    BASE,
    { scopes: null, messages, variables, noticeTypes: [] },
    findProfile({ profile }),
  );
  return document[TOOL_CONFIGURATION] as Members;
}

const messagesOf = (tool: Members) => tool['messages'] as (Members & { placements?: string[] })[];

/** Registers at an LMS that calls itself so, and reads the page afterwards. */
async function readRegisteredPage(family: string, answer: Members = {}): Promise<string> {
  const lms = await registrations.openLms({
    change: { [PLATFORM_CONFIGURATION]: { product_family_code: family } },
  });
  const further = Object.fromEntries(
    Object.entries(answer).map(([name, path]) => [name, `${lms.url}${String(path)}`]),
  );
  lms.routes.set('/register', (_req, res) =>
    res.end(JSON.stringify({ client_id: 'c', [TOOL_CONFIGURATION]: further })),
  );
  const { page } = await registrations.registerAt(lms);
  return page.body;
}

/** What the LMS calls itself chooses the profile. */
const family = (lms: string, profile: ProfileName) => (profile === 'plain' ? 'some-lms' : lms);

const QUIRKS: readonly Quirk[] = [
  {
    lms: 'canvas',
    member: 'services.saysBusyWith403',
    what: '403 “Rate Limit Exceeded” asks to wait',
    holds: (profile) => {
      platform.on('POST /items/1/scores', () => ({
        status: 403,
        headers: { 'content-type': 'text/plain' },
        body: '403 Forbidden (Rate Limit Exceeded)\n',
      }));
      return endsWith(post(profile), 'platform_busy');
    },
  },
  {
    lms: 'canvas',
    member: 'services.parallelRequests',
    what: 'requests at the same time are refused',
    holds: async (profile) => {
      let atOnce = 0;
      platform.on('GET /items/1/results', async () => {
        atOnce += 1;
        const isTooMuch = atOnce > 1;
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return isTooMuch ? { status: 403, body: '{}' } : { headers: { 'content-type': RESULTS }, body: [] };
      });
      const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(read(profile))));
      return codes.every((code) => code === null);
    },
  },
  {
    lms: 'canvas',
    member: 'services.pageLimits',
    what: 'ten columns a page, unless asked for more',
    holds: async (profile) => {
      platform.on('GET /lineitems', ({ url }) => {
        const query = new URL(url, platform.origin).searchParams;
        const size = Number(query.get('limit') ?? '10');
        const from = Number(query.get('from') ?? '0');
        query.set('from', String(from + size));
        const next = `<${platform.origin}/lineitems?${query.toString()}>; rel="next"`;
        const all = Array.from({ length: 45 }, (_, n) => ({
          id: `${platform.origin}/items/${n}`,
          label: 'x',
          scoreMaximum: 1,
        }));
        return { ...(from + size < 45 && { headers: { link: next } }), body: all.slice(from, from + size) };
      });
      const columns = await platform.columns.readColumns(registration(profile), buildCourse(platform.origin));
      return columns.length === 45 && platform.seen.length === 1;
    },
  },
  {
    lms: 'canvas',
    member: 'services.scoreExtension',
    what: 'a score is a new submission and burns an attempt, unless it says that it is none',
    holds: async (profile) => {
      platform.on('POST /items/1/scores', ({ body }) => {
        const sent = JSON.parse(body) as Record<string, { new_submission?: boolean } | undefined>;
        const isNone = sent[`${CANVAS}/submission`]?.new_submission === false;
        return isNone ? { status: 200, body: {} } : { status: 422, body: { error: 'no attempts left' } };
      });
      return (await codeOf(post(profile))) === null;
    },
  },
  {
    lms: 'canvas',
    member: 'services.unpublishedText',
    what: 'scores of an unpublished assignment are refused: they wait, and say why',
    holds: (profile) => {
      platform.on('POST /items/1/scores', () => ({
        status: 422,
        body: { errors: 'assignment is unpublished' },
      }));
      return endsWith(post(profile), 'column_unpublished');
    },
  },
  {
    lms: 'canvas',
    member: 'services.sharedSites',
    what: 'services are on another site of its operator than the issuer',
    holds: (profile) => {
      const addresses = {
        profile,
        issuer: 'https://canvas.instructure.com',
        authorizationUrl: 'https://canvas.instructure.com/api/lti/authorize_redirect',
        tokenUrl: 'https://canvas.instructure.com/login/oauth2/token',
        jwksUrl: 'https://canvas.instructure.com/api/lti/security/jwks',
      };
      try {
        checkServiceAddress(addresses, 'https://school.canvaslms.com/api/lti/courses/1/line_items');
        return true;
      } catch {
        return false;
      }
    },
  },
  {
    lms: 'canvas',
    member: 'registration.sharedIssuers',
    what: 'one issuer for all schools: another host speaks for it, and registers on the school’s',
    holds: (profile) => {
      const document = JSON.stringify({
        issuer: 'https://canvas.instructure.com',
        authorization_endpoint: 'https://sso.canvaslms.com/api/lti/authorize_redirect',
        token_endpoint: 'https://sso.canvaslms.com/login/oauth2/token',
        jwks_uri: 'https://sso.canvaslms.com/api/lti/security/jwks',
        registration_endpoint: 'https://school.instructure.com/api/lti/registrations',
        [PLATFORM_CONFIGURATION]: { product_family_code: family('canvas', profile) },
      });
      try {
        parsePlatformConfiguration(
          document,
          'https://sso.canvaslms.com/api/lti/security/openid-configuration',
        );
        return true;
      } catch {
        return false;
      }
    },
  },
  {
    lms: 'canvas',
    member: 'registration.toolMembers',
    what: 'shares nothing about people unless asked by its own member',
    holds: (profile) => askFor(profile)[`${CANVAS}/privacy_level`] === 'public',
  },
  {
    lms: 'canvas',
    member: 'registration.resourceLinkMembers',
    what: 'shows a tool in every course’s menu unless told otherwise',
    holds: (profile) =>
      messagesOf(askFor(profile))[0]?.[`${CANVAS}/course_navigation/default_enabled`] === false,
  },
  {
    lms: 'canvas',
    member: 'registration.deepLinkingPlacements',
    what: 'adds content in places of its own',
    holds: (profile) => messagesOf(askFor(profile))[1]?.placements?.includes('assignment_selection') ?? false,
  },
  {
    lms: 'canvas',
    member: 'registration.resourceLinkPlacements',
    what: 'opens the tool itself in a place of its own',
    holds: (profile) => messagesOf(askFor(profile))[0]?.placements?.includes('course_navigation') ?? false,
  },
  {
    lms: 'canvas',
    member: 'registration.bridgeParameters',
    what: 'tells the end of a course by a variable of its own',
    holds: (profile) => {
      const tool = askFor(profile, ['User.id', 'Canvas.course.endAt']);
      return (tool['custom_parameters'] as Members)['course_ends_at'] === '$Canvas.course.endAt';
    },
  },
  {
    lms: 'canvas',
    member: 'registration.tellsOfCopies',
    what: 'tells of copied courses whoever has the scope',
    holds: (profile) =>
      JSON.stringify(buildCanvasConfiguration(BASE, findProfile({ profile }))['scopes']).includes(
        'noticehandlers',
      ),
  },
  {
    lms: 'canvas',
    member: 'registration.continueMember',
    what: 'says in a member of its own where the administrator goes on',
    holds: async (profile) =>
      (
        await readRegisteredPage(family('canvas', profile), {
          [`${CANVAS}/registration_config_url`]: '/go-on',
        })
      ).includes('/go-on"'),
  },
  ...(
    [
      ['canvas', 'canvas', /Check the permissions and placements/],
      ['brightspace', 'desire2learn', /still off in Brightspace/],
      ['moodle', 'moodle', /choose “Activate” among the external tools/],
    ] as const
  ).map(([lms, code, words]): Quirk => ({
    lms,
    member: 'registration.nextStep',
    what: 'leaves something to do for its administrator',
    holds: async (profile) => words.test(await readRegisteredPage(family(code, profile))),
  })),
  ...(
    [
      ['canvas', 'https://canvas.instructure.com', 'https://sso.canvaslms.com/login/oauth2/token'],
      ['brightspace', 'https://school.example', 'https://auth.brightspace.com/core/connect/token'],
      ['moodle', 'https://school.example', 'https://school.example/mod/lti/token.php'],
    ] as const
  ).map(([lms, site, tokenUrl]): Quirk => ({
    lms,
    member: 'registration.endpoints',
    what: 'has its addresses where its site tells',
    holds: (profile) => findProfile({ profile }).registration.endpoints?.(site).tokenUrl === tokenUrl,
  })),
  ...(['canvas', 'brightspace', 'moodle'] as const).map((lms): Quirk => ({
    lms,
    member: 'honoursLinkDates',
    what: 'keeps no dates of a link without a column',
    holds: (profile) => {
      const { dates, problems } = readLinkDates(
        { opensOn: '2027-03-01', dueOn: '', closesOn: '' },
        { honoured: findProfile({ profile }).honoursLinkDates, hasColumn: false },
      );
      return problems.length > 0 || Object.keys(dates).length === 0;
    },
  })),
  {
    lms: 'brightspace',
    member: 'registration.tellsOfCopies',
    what: 'tells of copied courses',
    holds: (profile) =>
      (profile === 'plain' ? buildPlainFields(BASE) : buildCopyGuide('brightspace', BASE).fields).some(
        ({ value }) => value.includes('Context Copy'),
      ),
  },
  {
    lms: 'brightspace',
    member: 'services.tokenAudience',
    what: 'client assertions are for one fixed audience',
    holds: async (profile) => {
      platform.audience = 'https://api.brightspace.com/auth/token';
      platform.answer('GET /items/1/results', []);
      return (await codeOf(read(profile, { tokenAudience: `${platform.origin}/token` }))) === null;
    },
  },
  {
    lms: 'brightspace',
    member: 'services.mayWithholdRoles',
    what: 'may tell no roles: that is said, and nobody is taken for a learner',
    holds: (profile) => {
      platform.on('GET /members', () => ({
        headers: { 'content-type': MEMBERSHIP_CONTAINER_TYPE },
        body: {
          id: 'x',
          context: { id: 'c' },
          members: [{ user_id: 'teacher' }, { user_id: 'student', roles: [] }],
        },
      }));
      platform.answer('GET /lineitems', []);
      const reading = platform.columns.readCourse(
        registration(profile),
        buildCourse(platform.origin),
        () => false,
      );
      return endsWith(reading, 'roles_withheld');
    },
  },
  {
    lms: 'moodle',
    member: 'services.hasBrokenLinkHeaders',
    what: '`Link` with curly quotes and `&amp;`',
    holds: async (profile) => {
      platform.on('GET /lineitems', ({ url }) => ({
        ...(!url.includes('from=1') && {
          headers: { link: `<${platform.origin}/lineitems?type_id=51&amp;limit=1&amp;from=1>; rel=“next”` },
        }),
        body: [{ id: `${platform.origin}/items/${url.length}?type_id=51`, label: 'x', scoreMaximum: 10 }],
      }));
      const columns = await platform.columns
        .readColumns(registration(profile), buildCourse(platform.origin))
        .catch(() => []);
      return columns.length === 2;
    },
  },
  {
    lms: 'moodle',
    member: 'services.breaksWithHtml404',
    what: 'an exception is an HTML page with status 404, and heals',
    holds: (profile) => {
      platform.on('POST /items/1/scores', () => ({
        status: 404,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!DOCTYPE html>',
      }));
      return endsWith(post(profile), 'platform_unavailable');
    },
  },
  {
    lms: 'moodle',
    member: 'services.readsScoresBack',
    what: 'a score is accepted and ignored where a teacher graded: it is read back',
    holds: async (profile) => {
      platform.on('POST /items/1/scores', () => ({ status: 200, body: '' }));
      platform.answer('GET /items/1/results', [{ userId: 'u1', resultScore: 4, resultMaximum: 10 }]);
      return (await settleScore(platform, profile)).state === 'overridden';
    },
  },
];

beforeAll(async () => {
  registrations = await openRegistrationWorld();
});
afterAll(() => registrations.close());
beforeEach(async () => {
  platform = await startSmallPlatform();
});
afterEach(() => platform.close());

describe.each(['canvas', 'brightspace', 'moodle'] as const)('%s as it behaves', (lms) => {
  const own = QUIRKS.filter((quirk) => quirk.lms === lms);

  it.each(own.map((quirk) => [quirk.what, quirk] as const))(
    '%s; not so with the plain client',
    async (_what, { holds }) => {
      expect(await holds(lms)).toBe(true);
      await platform.close();
      platform = await startSmallPlatform();
      expect(await holds('plain')).toBe(false);
    },
  );

  it('has no difference that is not among these', () => {
    expect(listDifferences(findProfile({ profile: lms })).sort()).toEqual(
      own.map(({ member }) => member).sort(),
    );
  });
});

/** What is not as in the plain profile. */
function listDifferences({ honoursLinkDates, registration: asks, services }: PlatformProfile): string[] {
  const plain = findProfile({ profile: 'plain' });
  const parts = [
    ['', { honoursLinkDates }, { honoursLinkDates: plain.honoursLinkDates }],
    ['registration.', asks, plain.registration],
    ['services.', services, plain.services],
  ] as unknown as readonly (readonly [string, Members, Members])[];
  return parts.flatMap(([prefix, one, other]) =>
    Object.keys(one)
      .filter((name) => show(one[name]) !== show(other[name]))
      .map((name) => prefix + name),
  );
}

/** Functions and patterns by their text: JSON leaves them out. */
function show(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'function' || one instanceof RegExp ? String(one) : one,
  );
}
