/** In which way a generated mutant is wrong. */
export const families = {
  drop: 'A key of a wire shape is missing.',
  rename: 'A key of a wire shape has another name.',
  retype: 'A value of a wire shape has another JSON type.',
  value: 'A value of a wire shape is another one of the same type.',
  add: 'An object of a wire shape has one key more.',
  'key-order': 'The keys of an object are written in another order.',
  status: 'An answer has another status.',
  'error-status': 'A refusal has another status than its body says, or the other way round.',
  'error-message': 'A refusal has another message.',
  'issue-code': 'What is wrong with a submitted value has another code.',
  'issue-message': 'What is wrong with a submitted value has another message.',
  'issue-lost': 'What is wrong with a submitted value is not told.',
  header: 'A header is missing or another one.',
  body: 'The bytes around the content are other ones.',
  list: 'Elements of a list are lost, doubled or in another order.',
  field: 'A field of a record is missing or has another value.',
  stale: 'A read answers what an earlier one answered.',
  query: 'A parameter of the query is ignored.',
  'lost-write': 'A write is answered as done, and is not.',
  rule: 'A refusal is forgotten: what it guards is done.',
  leak: 'What the caller may not see is shown.',
  token: 'The token of a caller is ignored.',
  hand: 'Written by hand, from the text of a requirement.',
} as const

export type Family = keyof typeof families
