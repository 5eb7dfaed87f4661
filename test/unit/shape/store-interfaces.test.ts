import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../support/repository-files.js';

/** Methods that do not take the institution first, each with the reason why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'InstitutionStore.create': 'the institution itself comes in',
  'InstitutionStore.list': 'the operator’s list of institutions',
  'RegistrationStore.listByIssuer': 'before a launch is verified no institution is known',
  'RegistrationStore.listByClientId': 'a client that another institution has must not be registered again',
  'RegistrationStore.findForLaunch': 'before a launch is verified no institution is known',
  'DeploymentStore.remember': 'an unknown deployment belongs to no institution yet',
  'DeploymentStore.findForLaunch': 'it is the deployment that says which institution a launch is of',
  'InviteStore.findUsable': 'the secret in the link is all that the LMS brings',
  'InviteStore.use': 'the secret in the link is all that the LMS brings',
  'SessionStore.create': 'a session belongs to a browser; each launch in it names its institution',
  'SessionStore.find': 'a session belongs to a browser; each launch in it names its institution',
  'SessionStore.prolong': 'a session belongs to a browser; each launch in it names its institution',
  'SessionStore.replaceLaunches': 'a session belongs to a browser; each launch in it names its institution',
  'SessionStore.take': 'a session belongs to a browser; each launch in it names its institution',
  'LoginStateStore.create': 'a login begins before any institution is known',
  'LoginStateStore.find': 'a login begins before any institution is known',
  'LoginStateStore.moveToPlatform': 'a login begins before any institution is known',
  'LoginStateStore.take': 'a login begins before any institution is known',
  'ToolKeyStore.create': 'the tool has one key set for all platforms',
  'ToolKeyStore.listPublished': 'the tool has one key set for all platforms',
  'ToolKeyStore.retire': 'the tool has one key set for all platforms',
  'IssuerProfileStore.findPublic': 'public addresses name no institution',
  'BadgeClassStore.findPublic': 'public addresses name no institution',
  'PictureStore.findPublic': 'public addresses name no institution',
  'BadgeClassStore.findPublicVersion': 'public addresses name no institution',
  'CredentialStore.findPublic': 'public addresses name no institution',
  'StatusListStore.findPublic': 'public addresses name no institution',
  'IssuerKeyStore.findPublic': 'public addresses name no institution',
  'IssuerKeyStore.listPublic': 'public addresses name no institution',
  'AdminAccountStore.create': 'an operator belongs to no institution; an account says itself whose it is',
  'AdminAccountStore.find':
    'who signs in brings a session or an e-mail address; the account says the institution',
  'AdminAccountStore.findByEmail': 'who signs in brings an e-mail address; the account says the institution',
  'AdminAccountStore.hasAny': 'the first start of the whole tool',
  'AdminAccountStore.list': 'null lists the operators, who belong to no institution',
  'AdminAccountStore.change': 'an operator belongs to no institution; the service checks whose account it is',
  'AdminSessionStore.create': 'a session belongs to a browser; its account says the institution',
  'AdminSessionStore.find': 'a session belongs to a browser; its account says the institution',
  'AdminSessionStore.change': 'a session belongs to a browser; its account says the institution',
  'AdminSessionStore.delete': 'a session belongs to a browser; its account says the institution',
  'AdminSessionStore.deleteByAccount': 'an operator belongs to no institution',
  'AdminLinkStore.create': 'the first link of all belongs to no institution',
  'AdminLinkStore.find': 'the secret in the link is all that a browser brings',
  'AdminLinkStore.take': 'the secret in the link is all that a browser brings',
  'AdminLinkStore.deleteByAccount': 'an operator belongs to no institution',
  'SignInAttemptStore.add': 'before somebody has signed in no institution is known',
  'SignInAttemptStore.clear': 'before somebody has signed in no institution is known',
  'JobStore.request': 'the institution is a field of the job; some jobs are of the whole store',
  'JobStore.claim': 'a worker serves all institutions',
  'JobStore.extend': 'a worker serves all institutions',
  'JobStore.finish': 'a worker serves all institutions',
  'JobStore.find': 'a job is found by its name and key',
  'AwardNoticeStore.listOwed': 'one job looks for all institutions',
  'EvidenceFileStore.listDue': 'one job looks for all institutions',
  'JobStore.park': 'a worker serves all institutions',
  'JobStore.unpark': 'a job is found by its name and key',
  'JobStore.listParked': 'some jobs are of the whole store',
};

interface StoreMethod {
  readonly name: string;
  readonly takesInstitutionFirst: boolean;
}

/** Every method of every interface whose name ends in `Store`. */
function readStoreMethods(path: string, text: string): StoreMethod[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ name }) => name.text.endsWith('Store'))
    .flatMap((store) =>
      store.members.flatMap((member) => {
        const signature = findSignature(member);
        const [first] = signature?.parameters ?? [];
        const takesInstitutionFirst =
          first !== undefined &&
          first.name.getText(source) === 'institutionId' &&
          first.type?.kind === ts.SyntaxKind.StringKeyword &&
          first.questionToken === undefined;
        return [{ name: `${store.name.text}.${member.name?.getText(source)}`, takesInstitutionFirst }];
      }),
    );
}

function findSignature(member: ts.TypeElement): ts.SignatureDeclarationBase | null {
  if (ts.isMethodSignature(member)) return member;
  if (ts.isPropertySignature(member) && member.type && ts.isFunctionTypeNode(member.type)) return member.type;
  return null;
}

const listWithout = (methods: readonly StoreMethod[]): string[] =>
  methods.flatMap(({ name, takesInstitutionFirst }) => (takesInstitutionFirst ? [] : [name]));

describe('store interfaces', () => {
  const methods = listFiles('src', '.ts').flatMap(({ path, text }) => readStoreMethods(path, text));

  it('take the institution first in every method but the listed ones', () => {
    expect(methods.length).toBeGreaterThan(90);
    expect(listWithout(methods).sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  });

  it('are found out when they do not', () => {
    const planted = `
      export interface GradeStore {
        find(institutionId: string, id: string): Promise<null>;
        list(courseId: string): Promise<never[]>;
        remember(institutionId: string | null): Promise<void>;
        sweep: (now: Date) => Promise<void>;
        clear(): Promise<void>;
      }`;
    expect(listWithout(readStoreMethods('src/grades/grade.ts', planted))).toEqual([
      'GradeStore.list',
      'GradeStore.remember',
      'GradeStore.sweep',
      'GradeStore.clear',
    ]);
  });
});
