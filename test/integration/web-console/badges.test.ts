import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import { MOST_FILE_BYTES } from '../../../src/badges/exchange/exchange-service.js';
import { completeContent } from '../../support/build-full-badge-class.js';
import { signInAs, type ConsoleVisitor } from '../../support/console-visitor.js';
import { drawNoise } from '../../support/draw-noise.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

let tool: RunningTool;
let editor: ConsoleVisitor;
let institutionId: string;

beforeAll(async () => {
  tool = await startTool();
  institutionId = tool.context.institution.id;
  editor = await signInAs(tool, institutionId, 'editor');
});
afterAll(() => tool.close());

const find = (id: string) => tool.context.badgeClasses.get(institutionId, id);
const addressOf = (id: string) => `/admin/badges/${id}`;

/** What the editor's form sends for this badge class, as a browser would. */
async function readForm(id: string): Promise<Record<string, string>> {
  const { html } = await editor.get(addressOf(id));
  const form = /<form class="stack-loose"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const of = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
    const isTick = of('type') === 'checkbox' || of('type') === 'radio';
    if (!isTick || tag.includes(' checked')) fields[of('name') ?? ''] = unescapeHtml(of('value') ?? '');
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = unescapeHtml(text);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = unescapeHtml(/value="([^"]*)" selected/.exec(options)?.[1] ?? '');
  return fields;
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

async function makeDraft(variant: BadgeClass['variant']): Promise<string> {
  const { location } = await editor.post('/admin/badges', { variant });
  const id = location?.split('/').at(-1) ?? '';
  await editor.get(addressOf(id));
  return id;
}

async function addPublished(variant: BadgeClass['variant'] = 'microcredential'): Promise<BadgeClass> {
  const issuer = await tool.context.issuers.ensureFirst(tool.context.institution);
  return tool.context.badgeClasses.create(
    institutionId,
    {
      ...completeContent(variant),
      issuerId: issuer.id,
      variant,
      name: { nl: 'Data-analyse', en: 'Data Analysis' },
      description: { nl: 'Over data.', en: 'About data.' },
      criteria: { nl: 'Doe het.', en: 'Do it.' },
      language: 'nl',
    },
    { kind: 'tool' },
  );
}

/** A form with a file, as a browser sends it. */
async function postFile(
  path: string,
  field: string,
  name: string,
  bytes: Buffer,
  fields: Record<string, string> = {},
  { baseUrl }: Pick<RunningTool, 'baseUrl'> = tool,
) {
  const page = await editor.get(path.replace(/\/picture$/, ''));
  const form = new FormData();
  form.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set(field, new Blob([new Uint8Array(bytes)]), name);
  const cookie = [...editor.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const answer = await fetch(new URL(path, baseUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { cookie, origin: baseUrl, accept: 'text/html', 'accept-language': 'en' },
  });
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
}

describe('the editor', () => {
  it('takes a badge class from its kind to its page, saying what is missing on the way', async () => {
    const id = await makeDraft('microcredential');
    expect(await find(id)).toMatchObject({ state: 'draft', variant: 'microcredential', version: 1 });

    const early = await editor.post(addressOf(id), {
      ...(await readForm(id)),
      action: 'publish',
      'name.nl': 'Zorgdata',
    });
    expect(early.status).toBe(422);
    expect(early.html).toContain('Not published yet');
    expect(early.html).toContain('Name the quality framework of the microcredential');
    expect(early.html).toContain('value="Zorgdata"'); // what was typed is still there
    expect((await find(id)).name.nl).toBe('');

    const typed: Record<string, string> = {
      'name.nl': 'Zorgdata',
      'name.en': 'Care Data',
      'description.nl': 'Over data.',
      'description.en': 'About data.',
      'criteria.nl': 'Maak een **product**.',
      'criteria.en': 'Make a **product**.',
      'learningOutcomes.nl': '- kan rekenen',
      'learningOutcomes.en': '- can calculate',
      sector: 'hbo',
      eqfLevel: '6',
      'workload.ects': '3,5',
      'qualityFramework.name': 'Kader',
      'qualityFramework.url': 'https://kader.example',
      'assessmentTypes.oral-exam': 'on',
      'participation.online': 'on',
      isSupervised: 'on',
      'alignments.1.targetName': 'ESCO skill',
      'alignments.1.targetUrl': 'http://data.europa.eu/esco/skill/1',
      'alignments.1.framework': 'ESCO',
      tags: 'zorg, data, zorg',
      validForDays: '730',
      'artwork.color': '#a8325e',
      mayBeMapped: 'any-course',
    };
    const published = await editor.post(addressOf(id), {
      ...(await readForm(id)),
      ...typed,
      action: 'publish',
    });
    expect(published).toMatchObject({ status: 303, location: `${addressOf(id)}?saved=yes` });
    expect(await find(id)).toMatchObject({
      state: 'published',
      version: 1,
      workload: { ects: 3.5 },
      alignments: [{ targetName: 'ESCO skill', framework: 'ESCO', code: null }],
      tags: ['zorg', 'data'],
      isSupervised: true,
      isIdentityChecked: false,
      validForDays: 730,
      artwork: { color: '#a8325e' },
      mayBeMapped: { where: 'any-course' },
    });
    const page = await fetch(`${tool.baseUrl}/badges/${id}`, { headers: { 'accept-language': 'en' } });
    expect(await page.text()).toContain('<strong>product</strong>');
  });

  it('sends back exactly what it was given: saving without a change makes no version', async () => {
    const badgeClass = await addPublished();
    const saved = await editor.post(addressOf(badgeClass.id), {
      ...(await readForm(badgeClass.id)),
      action: 'save',
    });
    expect(saved.status).toBe(303);
    const { revision: _, updatedAt: __, ...same } = badgeClass;
    void _;
    void __;
    expect(await find(badgeClass.id)).toMatchObject({ ...same, version: 1, revision: 2 });
  });

  it('makes the next version of what is published, and keeps the old one readable', async () => {
    const { id } = await addPublished();
    await editor.post(addressOf(id), { ...(await readForm(id)), action: 'save', 'name.en': 'Data Science' });
    expect(await find(id)).toMatchObject({ version: 2, name: { en: 'Data Science' } });
    const { html } = await editor.get(addressOf(id));
    expect(html).toContain(`href="/badges/${id}?version=1"`);
    expect(html).toContain(`href="/badges/${id}?version=2"`);
  });

  it('lets nobody overwrite what somebody else saved in between, and loses nothing that was typed', async () => {
    const { id } = await addPublished();
    const [mine, theirs] = [await readForm(id), await readForm(id)];
    await editor.post(addressOf(id), { ...theirs, action: 'save', 'name.en': 'Theirs' });
    const late = await editor.post(addressOf(id), { ...mine, action: 'save', 'name.en': 'Mine' });

    expect(late.status).toBe(409);
    expect(late.html).toContain('Somebody else saved this badge');
    expect(late.html).toContain('value="Mine"');
    expect((await find(id)).name.en).toBe('Theirs');
  });

  it('refuses a published change that breaks a rule, and what no badge class may hold', async () => {
    const { id } = await addPublished('extra-curricular');
    const credits = await editor.post(addressOf(id), {
      ...(await readForm(id)),
      action: 'save',
      'workload.ects': '2',
    });
    expect(credits.status).toBe(422);
    expect(credits.html).toContain('An extra-curricular badge carries no study credits: remove EC.');
    const odd = await editor.post(addressOf(id), {
      ...(await readForm(id)),
      action: 'save',
      validForDays: 'forever',
      'alignments.0.targetName': 'x',
      'alignments.0.targetUrl': 'javascript:alert(1)',
    });
    expect(odd.status).toBe(422);
    expect(odd.html).toContain('The validity is a whole number of days');
    expect(odd.html).toContain('Each alignment has a name and an address');
    expect(odd.html).not.toContain('href="javascript:');
    expect(odd.html).toContain('value="forever"');
    expect(await find(id)).toMatchObject({ version: 1, revision: 1 });
  });

  it('keeps the kind of what is published, whatever a form says', async () => {
    const { id } = await addPublished('extra-curricular');
    const answer = await editor.post(addressOf(id), {
      ...(await readForm(id)),
      action: 'save',
      variant: 'regular',
    });
    expect(answer.status).toBe(422);
    expect((await find(id)).variant).toBe('extra-curricular');
  });

  it('shows how the page would look without saving: with its script, and without', async () => {
    const { id } = await addPublished();
    const typed = { ...(await readForm(id)), 'name.en': 'Almost <b>saved</b>', 'criteria.en': '*Maybe*' };
    const pane = await editor.post(`${addressOf(id)}/preview`, typed);
    expect(pane.status).toBe(200);
    expect(pane.html).toContain('Almost &lt;b&gt;saved');
    expect(pane.html).toContain('<em>Maybe</em>');
    expect(pane.html).not.toContain('<html');
    const page = await editor.post(addressOf(id), { ...typed, action: 'preview' });
    expect(page.html).toContain('<em>Maybe</em>');
    expect((await find(id)).name.en).toBe('Data Analysis');
  });

  it('takes a picture, shows it, and says why it does not take another', async () => {
    const { id } = await addPublished();
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><rect width="5" height="5"/></svg>',
    );
    const taken = await postFile(`${addressOf(id)}/picture`, 'picture', 'a.svg', svg, { revision: '1' });
    expect(taken.status).toBe(303);
    const { image, version } = await find(id);
    expect(image).toMatchObject({ mediaType: 'image/svg+xml' });
    expect(version).toBe(2);
    const kept = await tool.context.stores.pictures.find(institutionId, image?.id ?? '');
    expect(kept?.bytes.toString()).not.toContain('script');

    const text = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>Hoi</text></svg>');
    const refused = await postFile(`${addressOf(id)}/picture`, 'picture', 'b.svg', text, { revision: '2' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('There are letters in this SVG');
    const large = await postFile(`${addressOf(id)}/picture`, 'picture', 'c.png', Buffer.alloc(600_000), {
      revision: '2',
    });
    expect(large.html).toContain('larger than 512 kB');

    await editor.post(addressOf(id), { ...(await readForm(id)), action: 'save', drawn: 'on' });
    expect((await find(id)).image).toBeNull();
  });

  it('gives a badge class a rubric, which assesses it in courses without one of their own', async () => {
    const { id } = await addPublished();
    const page = `${addressOf(id)}/rubric`;
    expect((await editor.get(addressOf(id))).html).toContain(`href="${page}"`);
    await editor.get(page);
    const rubric = {
      c0: 'Analysis',
      c0l0: 'Not yet',
      c0p0: '0',
      c0l1: 'Good',
      c0p1: '7,5',
      passPoints: '5',
    };
    const refused = await editor.post(page, { ...rubric, passPoints: '50' });
    expect([refused.status, refused.html.includes('value="Analysis"')]).toEqual([422, true]);
    expect(refused.html).toMatch(/role="alert"/);
    expect((await editor.post(page, rubric)).location).toBe(`${page}?saved=yes`);
    expect((await editor.get(page)).html).toMatch(/name="c0p1"[^>]* value="7\.5"/);

    const { rubricService } = tool.context;
    const mapping = { id: 'mapping-of-a-course', badgeClassId: id };
    expect(await rubricService.findFor(institutionId, mapping)).toEqual({
      from: 'badge-class',
      rubric: {
        criteria: [
          {
            title: 'Analysis',
            levels: [
              { title: 'Not yet', points: 0 },
              { title: 'Good', points: 7.5 },
            ],
          },
        ],
        passPoints: 5,
      },
    });
    await editor.get(page);
    await editor.post(page, {});
    expect(await rubricService.findFor(institutionId, mapping)).toBeNull();
  });

  it('archives and restores', async () => {
    const { id } = await addPublished();
    await editor.get(addressOf(id));
    await editor.post(`${addressOf(id)}/archive`, { revision: '1', archive: 'yes' });
    expect((await find(id)).archivedAt).toBeInstanceOf(Date);
    await editor.post(`${addressOf(id)}/archive`, { revision: '2', archive: 'no' });
    expect((await find(id)).archivedAt).toBeNull();
  });

  it('is closed to whoever is not signed in, and to forms of elsewhere', async () => {
    const { id } = await addPublished();
    expect(
      (
        await fetch(`${tool.baseUrl}${addressOf(id)}`, {
          redirect: 'manual',
          headers: { accept: 'text/html' },
        })
      ).status,
    ).toBe(303);
    const form = { ...(await readForm(id)), action: 'save', 'name.en': 'Forged', _csrf: 'x' };
    expect((await editor.post(addressOf(id), form)).status).toBe(403);
    expect((await find(id)).name.en).toBe('Data Analysis');
  });

  it('does not open a badge class of another institution, nor take an issuer of one', async () => {
    const other = await tool.context.institutions.create(
      { name: { nl: 'Ander', en: 'Other' }, language: 'nl' },
      { kind: 'tool' },
    );
    const stranger = await signInAs(tool, other.id, 'editor');
    const { id } = await addPublished();
    expect((await stranger.get('/admin/badges')).html).toContain('There are no badges yet.');
    expect((await stranger.get(addressOf(id))).status).toBe(404);
    const foreign = await tool.context.issuers.ensureFirst(other);
    const answer = await editor.post(addressOf(id), {
      ...(await readForm(id)),
      action: 'save',
      issuerId: foreign.id,
    });
    expect(answer.status).toBe(422);
    expect((await find(id)).issuerId).not.toBe(foreign.id);
  });
});

describe('the list', () => {
  it('shows state, where it may be mapped and how much is described, and finds by name', async () => {
    await addPublished();
    const all = await editor.get('/admin/badges');
    expect(all.html).toContain('Data Analysis');
    expect(all.html).toContain('with permission');
    expect(all.html).toContain('9 of 9');
    expect((await editor.get('/admin/badges?q=data%20an')).html).toContain('Data Analysis');
    expect((await editor.get('/admin/badges?q=zzz')).html).toContain('No badge fits');
  });

  it('lists what courses ask until an admin answers', async () => {
    const { id } = await addPublished();
    const { courses } = tool.context.stores;
    const { buildCourseSighting } = await import('../../support/build-records.js');
    const course = await courses.remember(
      institutionId,
      buildCourseSighting({ title: 'Biologie 1' }),
      new Date(),
    );
    await tool.context.badgeClasses.requestApproval(institutionId, id, course.id, {
      kind: 'learner',
      id: 'teacher',
    });
    expect((await editor.get('/admin/badges')).html).toContain('Data Analysis in Biologie 1');
    await tool.context.badgeClasses.decideApproval(institutionId, id, course.id, 'approved', {
      kind: 'tool',
    });
    expect((await editor.get('/admin/badges')).html).not.toContain('Data Analysis in Biologie 1');
  });
});

describe('who may draft', () => {
  it('is an admin’s to say, not an editor’s', async () => {
    const isAllowed = () => tool.context.teacherDrafts.areAllowed(institutionId);
    expect((await editor.post('/admin/badges/drafts', { allow: 'on' })).status).toBe(403);
    expect(await isAllowed()).toBe(false);
    const admin = await signInAs(tool, institutionId, 'admin', 'drafts@school.example');
    await admin.get('/admin/badges');
    await admin.post('/admin/badges/drafts', { allow: 'on' });
    expect(await isAllowed()).toBe(true);
    await admin.post('/admin/badges/drafts', {});
    expect(await isAllowed()).toBe(false);
  });
});

describe('import and export', () => {
  it.each(['ob3', 'ob2'] as const)(
    'gives a badge class away as %s and takes it in again as a draft, nothing lost',
    async (format) => {
      const { id } = await addPublished();
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>';
      await postFile(`${addressOf(id)}/picture`, 'picture', 'a.svg', Buffer.from(svg), { revision: '1' });
      const file = await editor.get(`${addressOf(id)}/${format}.json`);
      expect(file.headers.get('content-disposition')).toContain('attachment');

      const before = (await tool.context.badgeClasses.list(institutionId)).length;
      const shown = await postFile('/admin/badges/import', 'file', 'badge.json', Buffer.from(file.html));
      expect(shown.status).toBe(200);
      expect(shown.html).toContain('Everything comes along.');
      expect(await tool.context.badgeClasses.list(institutionId)).toHaveLength(before); // nothing saved yet
      const saved = await editor.post('/admin/badges/import/save', { document: file.html });
      expect(saved.location).toBe('/admin/badges?imported=1');

      const [original, made] = [await find(id), (await tool.context.badgeClasses.list(institutionId)).at(-1)];
      const strip = ({
        id: _id,
        version,
        revision,
        state,
        createdAt,
        updatedAt,
        image,
        ...rest
      }: BadgeClass) => {
        void [_id, version, revision, state, createdAt, updatedAt];
        return { ...rest, hasPicture: image?.mediaType };
      };
      expect(made?.state).toBe('draft');
      expect(made && strip(made)).toEqual(strip(original));
    },
  );

  it('gives away and takes in a whole set', async () => {
    const set = await editor.get('/admin/badges/all/ob3.json');
    // A list of one part would say that it does not fit in one.
    const listed = await editor.get('/admin/badges/all/ob3');
    expect(listed).toMatchObject({ status: 303, location: '/admin/badges/all/ob3.json' });
    const published = (await tool.context.badgeClasses.list(institutionId)).filter(
      ({ state }) => state === 'published',
    );
    expect((JSON.parse(set.html) as { badgeClasses: unknown[] }).badgeClasses).toHaveLength(published.length);
    const saved = await editor.post('/admin/badges/import/save', { document: set.html });
    expect(saved.location).toBe(`/admin/badges?imported=${published.length}`);
  });

  it('takes a whole set in again when pictures make it large, each picture with it', async () => {
    const set = await startTool();
    const visitor = editor;
    try {
      const { id } = set.context.institution;
      editor = await signInAs(set, id, 'editor');
      const issuer = await set.context.issuers.ensureFirst(set.context.institution);
      for (let made = 0; made < 9; made += 1) {
        const picture = await set.context.pictures.take(id, drawNoise(400));
        await set.context.badgeClasses.create(
          id,
          {
            ...completeContent('microcredential'),
            variant: 'microcredential',
            name: { nl: `Badge ${made}`, en: `Badge ${made}` },
            description: { nl: 'Over data.', en: 'About data.' },
            criteria: { nl: 'Doe het.', en: 'Do it.' },
            language: 'nl',
            issuerId: issuer.id,
            image: { ...picture, alt: { nl: 'Ruis', en: 'Noise' } },
          },
          { kind: 'tool' },
        );
      }
      const file = await editor.get('/admin/badges/all/ob3.json');
      expect(file.html.length).toBeGreaterThan(5 * 1024 * 1024);
      const count = (await set.context.badgeClasses.list(id)).length;

      const shown = await postFile(
        '/admin/badges/import',
        'file',
        'all.json',
        Buffer.from(file.html),
        {},
        set,
      );
      expect(shown.status).toBe(200);
      expect(shown.html).not.toContain('This does not come along');
      const saved = await editor.post('/admin/badges/import/save', { document: file.html });
      expect(saved.location).toBe(`/admin/badges?imported=${count}`);
      const pictures = (await set.context.badgeClasses.list(id)).map(({ image }) => image?.id);
      expect(pictures.slice(count)).toEqual(pictures.slice(0, count));
    } finally {
      editor = visitor;
      await set.close();
    }
  });

  it('gives a set away in parts when one file does not hold it, each of which can be taken in', async () => {
    const set = await startTool();
    try {
      const { id } = set.context.institution;
      const visitor = await signInAs(set, id, 'editor');
      const issuer = await set.context.issuers.ensureFirst(set.context.institution);
      const before = (await set.context.badgeClasses.list(id)).length;
      for (let made = before; made < 501; made += 1) {
        await set.context.badgeClasses.create(
          id,
          {
            variant: 'extra-curricular',
            name: { nl: `Badge ${made}`, en: `Badge ${made}` },
            description: { nl: 'Over data.', en: 'About data.' },
            criteria: { nl: 'Doe het.', en: 'Do it.' },
            language: 'nl',
            issuerId: issuer.id,
          },
          { kind: 'tool' },
        );
      }
      const whole = await visitor.get('/admin/badges/all/ob3.json');
      expect(whole).toMatchObject({ status: 303, location: '/admin/badges/all/ob3' });
      const listed = await visitor.get('/admin/badges/all/ob3');
      expect(listed.html).toContain('Part 2 of 2');
      const parts = await Promise.all(
        [1, 2].map((part) => visitor.get(`/admin/badges/all/ob3-${part}.json`)),
      );
      const counts = parts.map(({ html }) => (JSON.parse(html) as { badgeClasses: unknown[] }).badgeClasses);
      expect(counts.map(({ length }) => length)).toEqual([500, 1]);
      expect((await visitor.get('/admin/badges/all/ob3-3.json')).status).toBe(404);
      expect((await visitor.get('/admin/badges/all/ob3-2')).status).toBe(404);

      await visitor.get('/admin/badges/import');
      const saved = await visitor.post('/admin/badges/import/save', { document: parts[0]?.html ?? '' });
      expect(saved.location).toBe('/admin/badges?imported=500');
      expect((await visitor.get('/admin/badges')).status).toBe(200);
    } finally {
      await set.close();
    }
  });

  it('says how large a file may be', async () => {
    const answer = await postFile(
      '/admin/badges/import',
      'file',
      'large.json',
      Buffer.alloc(MOST_FILE_BYTES + 1, ' '),
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('The file is larger than 32 MB.');
  });

  it('lists what cannot be kept before it saves, by address too', async () => {
    const document = JSON.stringify({
      type: 'BadgeClass',
      name: 'Elders',
      description: 'x',
      criteria: { narrative: 'y' },
      issuer: 'https://elsewhere.example/issuer',
      image: 'https://elsewhere.example/image.png',
      humanCode: '<i>X</i>',
    });
    const shown = await postFile('/admin/badges/import', 'file', 'badge.json', Buffer.from(document));
    expect(shown.html).toContain('This does not come along');
    expect(shown.html).toContain('the picture is elsewhere');
    expect(shown.html).toContain('&lt;i&gt;X');
    expect(shown.html).toContain('Give the badge a name in English.');
    expect(shown.html).toContain('the kind of badge is not told; Insigne makes it');
    expect(shown.html).toContain('(Extra-curricular)');
    expect(shown.html).toContain('(Dutch)');
    expect(shown.html).not.toContain('Everything comes along.');

    const { createServer } = await import('node:http');
    const host = createServer((_req, res) => res.setHeader('content-type', 'application/json').end(document));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as { port: number };
    const found = await postFile('/admin/badges/import', 'other', 'x', Buffer.alloc(0), {
      address: `http://127.0.0.1:${port}/badge`,
    });
    host.close();
    expect(found.html).toContain('Elders');
  });

  it.each([
    ['', 'Choose a file or give an address'],
    ['https://169.254.169.254/latest', 'gives no usable answer'],
    ['file:///etc/passwd', 'gives no usable answer'],
  ])('says what is wrong with %j', async (address, message) => {
    const answer = await postFile('/admin/badges/import', 'other', 'x', Buffer.alloc(0), { address });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(message);
  });

  it.each([
    [`{"type":"Achievement","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested too deep'],
    [`[${Array.from({ length: 501 }, () => '{"type":"BadgeClass"}').join(',')}]`, 'more than 500 badges'],
    ['{', 'There is no badge in this'],
  ])('says what is wrong with a file %#', async (text, message) => {
    const answer = await postFile('/admin/badges/import', 'file', 'badge.json', Buffer.from(text));
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(message);
  });

  it('does not give away a draft', async () => {
    const id = await makeDraft('regular');
    expect((await editor.get(`${addressOf(id)}/ob3.json`)).status).toBe(409);
  });
});

describe('issuers', () => {
  it('are made and changed by an admin, with a key of their own, and not by an editor', async () => {
    expect((await editor.get('/admin/issuers')).status).toBe(403);
    const admin = await signInAs(tool, institutionId, 'admin');
    const before = editor;
    editor = admin;
    try {
      const fields = {
        'name.nl': 'Faculteit Zorg',
        'name.en': 'Faculty of Care',
        'description.nl': '',
        'description.en': '',
        unit: 'faculty',
        url: 'https://zorg.example',
        email: 'badges@zorg.example',
        country: 'nl',
        brin: '27kp',
        'languages.nl': 'on',
      };
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect width="5" height="5"/></svg>');
      expect((await postFile('/admin/issuers', 'logo', 'logo.svg', svg, fields)).status).toBe(303);
      const made = (await tool.context.issuers.list(institutionId)).find(({ unit }) => unit === 'faculty');
      expect(made).toMatchObject({
        country: 'NL',
        brin: '27KP',
        languages: ['nl'],
        logo: { mediaType: 'image/svg+xml' },
      });
      expect(await tool.context.stores.issuerKeys.listPublic(made?.id ?? '')).not.toEqual([]);

      const wrong = await postFile(`/admin/issuers/${made?.id}`, 'other', 'x', Buffer.alloc(0), {
        ...fields,
        email: 'nobody',
        country: 'Nederland',
      });
      expect(wrong.status).toBe(422);
      expect(wrong.html).toContain('Not saved.');
      expect(wrong.html).toContain('value="nobody"');
    } finally {
      editor = before;
    }
  });
});
