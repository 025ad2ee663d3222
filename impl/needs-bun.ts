/** What `pocket-plumbline` is where Bun does not run. The name is there so that importing it fails with a reason. */
export const createServer = undefined

throw new Error(
  'pocket-plumbline: createServer() needs Bun; elsewhere use startServer() of pocket-plumbline/testing',
)
