/**
 * The pages under docs/ that connect an LMS, made from the guides of the wizard: the same steps in the same words.
 */
import type { ConnectGuide, GuideStep, GuideWay } from '../../src/language/guides/guide.js';
import { buildCopyGuide, buildPlainFields } from '../../src/lti/registration/fields-to-copy.js';
import { isLmsName } from '../../src/platforms/known-lms.js';

/** Stands for the address of the tool in tables to copy. */
const BASE_URL = 'https://badges.example.org';

const FILES: Readonly<Record<ConnectGuide['name'], string>> = {
  canvas: 'docs/canvas.md',
  brightspace: 'docs/brightspace.md',
  moodle: 'docs/moodle.md',
  another: 'docs/another-lms.md',
};

export function nameDoc(guide: ConnectGuide): string {
  return FILES[guide.name];
}

export function renderGuide(guide: ConnectGuide): string {
  const lms = guide.name === 'another' ? 'another LMS' : guide.lms.en;
  const blackboard =
    guide.name === 'another'
      ? [
          'Blackboard Learn is one of these: `npm run admin -- register --lms blackboard` prints the fields in the words of its pages,',
          'and knows its addresses. It was not tried on a live Blackboard.',
          '',
        ]
      : [];
  return [
    `# Connect ${lms}`,
    '',
    'You need somebody who administers the LMS, and an account of the console of Insigne ([how to get in](console.md)).',
    'The console shows these steps too, fills in the values, and notices by itself when the LMS has called: open',
    '*Learning environments*, then *Connect a learning environment*, then ' + `*${guide.lms.en}*.`,
    '',
    `![The wizard at its first step](images/connect-${guide.name}.png)`,
    '',
    'Words in **bold** are those on the screens of the LMS, in English. Screens of hosted LMSs change; each step names the',
    "vendor's page that it follows.",
    '',
    'The buttons of Insigne stand here in English; *English* at the top right changes its language. Where it cannot see by itself',
    'that a step is done, press *I have done this*.',
    '',
    ...blackboard,
    '## By a link',
    '',
    ...guide.ways.link.flatMap((step, index) => renderStep(step, index, 'link', guide)),
    '## By hand',
    '',
    'Where the LMS takes no link: press *Are links not allowed there? Fill in the fields by hand* in the wizard.',
    '',
    ...guide.ways.table.flatMap((step, index) => renderStep(step, index, 'table', guide)),
    '## See that it works',
    '',
    'When the last step is done, the wizard says so and leads to the health of the connection. Press *Test now*. Every line',
    'should be green; a red one says since when, what it stops, and what to do in the LMS.',
    '',
    '![The health of a connection](images/health.png)',
    '',
  ].join('\n');
}

function renderStep(step: GuideStep, index: number, way: GuideWay, guide: ConnectGuide): string[] {
  return [
    `### ${index + 1}. ${step.title.en}`,
    '',
    step.body.en,
    '',
    ...(step.path.length > 0 ? [`Where: **${step.path.join(' › ')}**`, ''] : []),
    ...(step.words.length > 0 ? [...step.words.map((word) => `- **${word}**`), ''] : []),
    ...(step.copies === 'table' ? [...renderFields(guide), ''] : []),
    ...(step.copies === 'link' && way === 'link'
      ? ['The link stands in the wizard; `npm run admin -- invite` makes one too.', '']
      : []),
    ...(step.asksFacts ? [...renderFacts(guide), ''] : []),
    ...(step.page ? [`Follows: [${step.page.title}](${step.page.url})`, ''] : []),
  ];
}

/** An LMS that is known has addresses that follow by themselves. */
function renderFacts({ name }: ConnectGuide): string[] {
  return isLmsName(name)
    ? [
        'Then press *Save these values*. Insigne knows the other addresses; where yours are different, fill them in under',
        '*Other addresses*.',
      ]
    : ['Then press *Save these values*.'];
}

function renderFields({ name }: ConnectGuide): string[] {
  const fields = isLmsName(name) ? buildCopyGuide(name, BASE_URL).fields : buildPlainFields(BASE_URL);
  const cell = (text: string): string => text.replaceAll('|', '\\|').split('\n').join('<br>');
  return [
    `With \`${BASE_URL}\` standing for your own \`BASE_URL\`:`,
    '',
    '| field | value |',
    '| --- | --- |',
    ...fields.map(
      ({ field, value }) => `| ${cell(field)} | \`${cell(value).replaceAll('<br>', '`<br>`')}\` |`,
    ),
  ];
}
