import { tokenFiles } from './token.ts'
import { downloadFiles } from './download.ts'
import { viewFiles } from './view.ts'
import { headersFiles } from './headers.ts'
import { downloadParamFiles } from './download-param.ts'
import { headFiles } from './head.ts'
import { rangeFiles } from './range.ts'
import { conditionalFiles } from './conditional.ts'
import { thumbFiles } from './thumb.ts'
import { protectedFiles } from './protected.ts'
import { namingFiles } from './naming.ts'
import { storageFiles } from './storage.ts'
import { lifecycleFiles } from './lifecycle.ts'
import { traversalFiles } from './traversal.ts'
import { s3Files } from './s3.ts'

/** All of `files.*`, one module per section. */
export const filesRequirements = [
  ...tokenFiles,
  ...downloadFiles,
  ...viewFiles,
  ...headersFiles,
  ...downloadParamFiles,
  ...headFiles,
  ...rangeFiles,
  ...conditionalFiles,
  ...thumbFiles,
  ...protectedFiles,
  ...namingFiles,
  ...storageFiles,
  ...lifecycleFiles,
  ...traversalFiles,
  ...s3Files,
] as const
