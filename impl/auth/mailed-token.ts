import { validationItem } from '../../spec/errors.ts'
import type { Collection } from '../collections/model.ts'
import type { FieldIssue } from '../errors.ts'
import { blank } from '../issues.ts'
import type { TokenKind, TokenVerifier, VerifiedToken } from './tokens.ts'

/** A token that came by mail, judged: the record it speaks of, or what is wrong with it. */
export type JudgedToken =
  | { readonly verified: VerifiedToken; readonly issue?: undefined }
  | { readonly verified?: undefined; readonly issue: FieldIssue }

/** `early` judges what its kind asks for before the signature is looked at. */
export const judgeToken = async (
  verify: TokenVerifier,
  { id }: Collection,
  kind: TokenKind,
  token: string,
  early: () => Promise<FieldIssue | undefined> | FieldIssue | undefined = () => undefined,
): Promise<JudgedToken> => {
  if (token === '') return { issue: blank }
  const found = await early()
  if (found !== undefined) return { issue: found }
  const verified = await verify(token, kind)
  if (verified === undefined) return { issue: validationItem('validation_invalid_token') }
  if (verified.record.collection.id !== id) {
    return { issue: validationItem('validation_token_collection_mismatch') }
  }
  return { verified }
}
