/** What `startServer` and its server process say to each other, over the channel between parent and child. */
export interface StartOptions {
  /** Made before the first checkpoint. Default: `root@example.com` with a fixed password. */
  readonly superuser?: { readonly email: string; readonly password: string }
  /** 0, the default, lets the system choose. The server listens on loopback only. */
  readonly port?: number
  /** Static files; default: none. */
  readonly publicDir?: string
}

export type Command =
  | {
      readonly kind: 'start'
      readonly options: Required<Pick<StartOptions, 'superuser'>> & StartOptions
    }
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'stop' }

/** Commands are answered one by one, in their order. */
export type Reply =
  | { readonly kind: 'started'; readonly url: string; readonly token: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string }
