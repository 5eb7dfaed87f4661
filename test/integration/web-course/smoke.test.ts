import { writeFileSync, mkdirSync } from 'node:fs';
import { it } from 'vitest';
import { minutesAfterNoon } from '../../support/build-records.js';
import { openCourseSite, TEACHER } from './course-site.js';

it('smoke', async () => {
  const site = await openCourseSite();
  const dir = '/tmp/insigne/pages';
  mkdirSync(dir, { recursive: true });
  const save = (name: string, r: { status: number; text: string }) => {
    console.log(name, r.status, r.text.length);
    writeFileSync(`${dir}/${name}.html`, r.text);
  };
  try {
    const teacher = await site.openAs(TEACHER);
    save('empty', await teacher.get(`/courses/${site.courseId}`));
    const badge = await site.addBadgeClass();
    const mapping = await site.addMapping(badge);
    const reg = await site.addBadgeClass({
      variant: 'microcredential',
      mayBeMapped: { where: 'after-approval' },
      name: { nl: 'Data-analyse', en: 'Data analysis' },
    });
    await site.addMapping(reg, { state: 'waiting-for-approval' });
    const assessed = await site.addMapping(
      await site.addBadgeClass({ name: { nl: 'Presenteren', en: 'Presenting' } }),
      { columnRole: 'assessed' },
    );
    const column = site.gradebook.addColumn(mapping.key, 'Verslag');
    for (let i = 1; i <= 9; i++) site.gradebook.addMember(`s${i}`, `Student ${i}`);
    site.gradebook.setGrade(column, 's1', 55);
    site.gradebook.setGrade(column, 's2', 54.99);
    site.gradebook.setGrade(column, 's3', 0);
    save('placed', await teacher.get(`/courses/${site.courseId}/badges/${mapping.key}`));
    await site.runRound();
    site.setNow(minutesAfterNoon(1));
    save('overview', await teacher.get(`/courses/${site.courseId}`));
    save('learners', await teacher.get(`/courses/${site.courseId}/learners`));
    save('mapping', await teacher.get(`/courses/${site.courseId}/badges/${mapping.key}`));
    for (const sub of ['s1', 's2', 's4']) {
      const id = await site.findLearnerId(sub);
      save(`learner-${sub}`, await teacher.get(`/courses/${site.courseId}/learners/${id}`));
      const student = await site.openAs(sub, { mappingKey: mapping.key });
      save(`badge-${sub}`, await student.get(`/courses/${site.courseId}/badges/${mapping.key}`));
      save(`badges-${sub}`, await student.get(`/courses/${site.courseId}`));
      save(
        `credential-${sub}`,
        await student.get(`/courses/${site.courseId}/badges/${mapping.key}/credential`),
      );
    }
    const s4 = await site.findLearnerId('s4');
    save(
      'assess-bad',
      await teacher.post(`/courses/${site.courseId}/learners/${s4}/badges/${assessed.id}/assess`, {
        verdict: '',
        percent: 'veel',
      }),
    );
    const r = await teacher.post(`/courses/${site.courseId}/learners/${s4}/badges/${assessed.id}/assess`, {
      verdict: 'passed',
      percent: '80',
    });
    console.log(r.status, r.headers['location']);
    save('assess-good', await teacher.get(r.headers['location']!.split('#')[0]!));
    const dl = await site.openAs(TEACHER, {
      deepLinking: {
        returnUrl: 'https://lms.example.org/return',
        acceptTypes: ['ltiResourceLink'],
        acceptTargets: [],
        acceptMultiple: false,
        acceptLineItem: true,
        data: 'd',
      },
    });
    save('picker', await dl.get(`/courses/${site.courseId}/picker`));
    save(
      'picker-bad',
      await dl.post(`/courses/${site.courseId}/picker`, {
        kind: 'badge',
        role: 'badge',
        value: 'x',
        stood: 'y',
        notBefore: '2027-02-31',
      }),
    );
    save(
      'picker-good',
      await dl.post(`/courses/${site.courseId}/picker`, {
        kind: 'badge',
        badgeClass: badge.id,
        role: 'grade',
        value: '55',
        unit: 'percent',
        maximum: '100',
        stood: '1',
        notBefore: '',
      }),
    );
  } finally {
    await site.close();
  }
});
