import type { Command } from 'commander'
import { CommandLineError } from '../command-line-error.ts'
import { exitCodes } from '../harness/outcome.ts'
import { print, runCommand } from '../run-command.ts'

interface PageFlags {
  readonly reports: string
  readonly out?: string
  readonly pictures?: string
}

/** `plumbline report`: one page of everything that check, diff, prove and bench have left. */
export const addReportCommand = (program: Command): void => {
  program
    .command('report')
    .description('Makes one page of all reports')
    .option('--reports <dir>', 'where the reports are', 'reports')
    .option('--out <file>', 'where the page goes (report.html beside the reports when not given)')
    .option(
      '--pictures <dir>',
      'also draw its first screen: report-light.png and report-dark.png (needs Chromium)',
    )
    .action((flags: PageFlags) => runCommand(() => writePage(flags)))
}

const writePage = async ({
  reports,
  out = `${reports}/report.html`,
  pictures,
}: PageFlags): Promise<number> => {
  const { readSources } = await import('./sources.ts')
  const { renderPage } = await import('./render.ts')
  const sources = await readSources(reports)
  if (sources.checks.length === 0) {
    throw new CommandLineError(`there is no report in ${reports}/check; run: plumbline check`)
  }
  const page = renderPage(sources)
  await Bun.write(out, page)
  print(out)
  if (pictures !== undefined) {
    const { drawPage } = await import('./draw.ts')
    for (const path of await drawPage(page, pictures)) print(path)
  }
  return exitCodes.kept
}
