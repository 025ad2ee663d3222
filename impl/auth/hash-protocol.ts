/** What a hashing process and its parent say to each other, as JSON. */
export type HashQuestion =
  | { readonly kind: 'hash'; readonly password: string; readonly cost: number }
  | { readonly kind: 'verify'; readonly password: string; readonly hash: string }

export type HashAnswer =
  | { readonly kind: 'hash'; readonly hash: string }
  | { readonly kind: 'verify'; readonly isRight: boolean }
  /** What the runtime said about it. */
  | { readonly kind: 'failure'; readonly text: string }
