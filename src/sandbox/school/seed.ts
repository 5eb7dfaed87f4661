/**
 * The people and the course that are there from the start. All of them are made up; no mail reaches `example.org`.
 *
 * @module
 */
import type { Course, MemberRole, MemberStatus, State, User } from './state.js';

const STUDENTS: readonly (readonly [givenName: string, familyName: string])[] = [
  ['Sanne', 'de Vries'],
  ['Youssef', 'El Amrani'],
  ['Daan', 'Jansen'],
  ['Fatma', 'Yıldız'],
  ['Lotte', 'van den Berg'],
  ['Jaden', 'Pinas'],
  ['Noor', 'Bakker'],
  ['Mehmet', 'Demir'],
  ['Thijs', 'Visser'],
  ['Shanaya', 'Ramdin'],
  ['Femke', 'Smit'],
  ['Ayoub', 'Bouzian'],
  ['Ruben', 'Meijer'],
  ['Zofia', 'Kowalska'],
  ['Iris', 'Mulder'],
  ['Kevin', 'Martina'],
  ['Esra', 'Öztürk'],
  ['Bram', 'de Groot'],
  ['Mei Ling', 'Chan'],
  ['Jesse', 'Bos'],
  ['Naima', 'Haddadi'],
  ['Sem', 'Dijkstra'],
  ['Priya', 'Bihari'],
  ['Luuk', 'Hendriks'],
  ['Selam', 'Tesfaye'],
  ['Anouk', 'van Dijk'],
  ['Omar', 'Al Khatib'],
  ['Nina', 'Peters'],
  ['Rodney', 'Wijngaarde'],
  ['Tess', "van 't Hof"],
];

export const SEEDED_STUDENTS = STUDENTS.length;
const COURSE_ID = '1';

export interface SeedOptions {
  /** At most 30. */
  readonly students: number;
  /** An observer, a test user, an inactive student and a teaching assistant as well. */
  readonly extras: boolean;
  readonly locale: string;
}

/** Fills an empty state. */
export function seed(state: State, { students, extras, locale }: SeedOptions): void {
  const course = addCourse(state, { id: COURSE_ID, label: 'MEDIA-1', title: 'Mediawijsheid' });
  const addPerson = (
    id: string,
    login: string,
    [givenName, familyName]: readonly [string, string],
    isAdmin = false,
  ): User =>
    addUser(state, { id, login, givenName, familyName, email: `${login}@example.org`, locale, isAdmin });
  const enrol = (user: User, role: MemberRole, status: MemberStatus = 'Active') =>
    course.members.set(user.id, { userId: user.id, role, status });

  addPerson('2', 'admin', ['Marijke', 'Postma'], true);
  enrol(addPerson('3', 'teacher', ['Hanneke', 'Willems']), 'teacher');
  STUDENTS.slice(0, students).forEach((name, index) => {
    const login = `student${String(index + 1).padStart(2, '0')}`;
    enrol(addPerson(String(101 + index), login, name), 'learner');
  });
  if (!extras) return;
  enrol(addPerson('201', 'assistant', ['Tarik', 'Aksoy']), 'assistant');
  enrol(addPerson('202', 'observer', ['Ingrid', 'Kuipers']), 'observer');
  enrol(addPerson('203', 'teststudent', ['Test', 'Student']), 'testuser');
  enrol(addPerson('204', 'inactive', ['Wouter', 'Post']), 'learner', 'Inactive');
}

export function addCourse(
  state: State,
  {
    id,
    label,
    title,
    history = [],
  }: Pick<Course, 'id' | 'label' | 'title'> & { history?: readonly string[] },
): Course {
  const course: Course = {
    id,
    label,
    title,
    history,
    members: new Map(),
    links: new Map(),
    pages: new Map(),
    columns: new Map(),
    grades: new Map(),
  };
  state.courses.set(id, course);
  return course;
}

/** @param user - `id` is the LMS's own number; what tools are told is made from it */
export function addUser(
  state: State,
  user: Omit<User, 'sourcedId' | 'nativeId'> & { sourcedId?: string },
): User {
  const added: User = {
    ...user,
    id: state.ids.user(user.id),
    nativeId: user.id,
    sourcedId: user.sourcedId ?? `s${user.id.padStart(7, '0')}`,
  };
  state.users.set(added.id, added);
  return added;
}
