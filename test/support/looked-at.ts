/** Each page of a course, and the state in which the browser tests and `npm run screenshots` look at it. */
export const LOOKED_AT: Readonly<Record<string, readonly string[]>> = {
  '/courses/:course': ['the overview', 'the badges of the course'],
  '/courses/:course/learners': ['the learners'],
  '/courses/:course/learners/:learner': ['one learner'],
  '/courses/:course/picker': ['the picker'],
  '/courses/:course/copy': ['badges offered to a copied course'],
  '/courses/:course/badges/:key': ['the mapping', 'the badge, earned'],
  '/courses/:course/badges/:key/edit': ['the editor'],
  '/courses/:course/badges/:key/credential': ['the credential, private'],
  '/courses/:course/badges/:key/credential/seen': ['what others see of the credential'],
  '/courses/:course/approvals': ['the approvals'],
  '/courses/:course/drafts': ['the drafts of the course'],
  '/courses/:course/drafts/:badge': ['a draft in its editor'],
  '/courses/:course/history': ['the history'],
  '/courses/:course/map': ['mapping a badge from the overview'],
};
