import { conform } from '../harness/case.ts'

const wrong = 'Something went wrong while processing your request.'
const title = { name: 'title', type: 'text' }
const file = { name: 'file', type: 'file' }

/** A form of one part with these header fields. */
const form = (fields: readonly string[], content: string) => ({
  raw: `--b\r\n${fields.join('\r\n')}\r\n\r\n${content}\r\n--b--\r\n`,
  headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
})

const named = 'Content-Disposition: form-data; name="title"'
const encoding = (name: string) => `Content-Transfer-Encoding: ${name}`
const quotedPrintable = encoding('quoted-printable')

export const decoded = conform('http.multipart.quoted-printable', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title, { ...file, maxSize: 2 }] })
    const send = (fields: readonly string[], content: string) =>
      guest.send('POST', records, form(fields, content))
    const contents = {
      'a=41=c3=a9': 'aA\u00e9',
      'a \t\r\nb  \nc ': 'a\r\nb\nc',
      'a=\r\nb= \nc=': 'abc',
      'a=zz=4': 'a=zz=4',
      'a\tb\u00e9': 'a\tb\u00e9',
    }
    for (const [sent, read] of Object.entries(contents)) {
      claim(JSON.stringify(sent), await send([named, quotedPrintable], sent)).json('/title', read)
    }
    const spelled = await send([named, encoding('QUOTED-Printable')], 'a=41')
    claim('in any letter case', spelled).json('/title', 'aA')
    for (const other of ['base64', '"quoted-printable"', 'quoted-printable; x=y']) {
      claim(other, await send([named, encoding(other)], 'YQ=41')).json('/title', 'YQ=41')
    }
    const both = [encoding('base64'), quotedPrintable]
    claim('the first line counts', await send([named, ...both], 'a=41')).json('/title', 'a=41')
    const disposition = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
    claim('a file', await send([disposition, quotedPrintable], '=41=42')).status(200)
    claim('which is longer as sent', await send([disposition], '=41=42')).status(400)
  },
})

export const malformed = conform('http.multipart.quoted-printable-malformed', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const send = (content: string) =>
      guest.send('POST', records, form([named, quotedPrintable], content))
    const control = await send('a'.repeat(4000))
    const contents = {
      'a zero': 'a\0b',
      'a control character': 'a\u0001b',
      'a delete': 'a\u007fb',
      'an equals sign before a carriage return': 'a=\rb',
      'two equals signs at the end of a line': 'a==\r\nb',
      'a long line': 'a'.repeat(4900),
    }
    for (const [name, content] of Object.entries(contents)) {
      claim(name, refused(control, await send(content))).error(400, wrong)
    }
  },
})

export const extendedName = conform('http.multipart.extended-name', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title, file] })
    const send = (parameters: string) =>
      guest.send('POST', records, form([`Content-Disposition: form-data; ${parameters}`], 'x'))
    for (const name of [
      "name*=utf-8''title",
      "name*=US-ASCII'en'ti%74le",
      'name*0="ti"; name*1="tle"',
      "name*1*=%74le; name*0*=utf-8''ti",
      "name=other; name*=utf-8''title",
      "name=title; name*=iso-8859-1''other",
    ]) {
      claim(name, await send(name))
        .status(200)
        .json('/title', 'x')
    }
    for (const none of ["name*=iso-8859-1''title", 'name*=title', 'name*1=title']) {
      claim(none, await send(none))
        .status(200)
        .json('/title', '')
    }
    const both = await send("name=file; filename=some.txt; filename*=utf-8''other.txt")
    claim('of a file', both.at('/file')).matches(/^other_\w+\.txt$/)
  },
})

export const memory = conform('http.multipart.memory', {
  lane: 'shared',
  async check({ raw, collection, claim }) {
    // A file's size raises the body limit of its collection.
    const { records } = await collection({ fields: [{ ...file, maxSize: 100_000_000 }] })
    const send = async (field: string, content: string) => {
      const part = `--b\r\nContent-Disposition: form-data; name="a"\r\n${field}\r\n${content}\r\n--b--\r\n`
      const head = [
        `POST ${records} HTTP/1.1`,
        'Host: x',
        'Connection: close',
        'Content-Type: multipart/form-data; boundary=b',
        `Content-Length: ${part.length}`,
      ]
      return (await raw([`${head.join('\r\n')}\r\n\r\n`, part])).status
    }
    const letters = (mebibytes: number) => 'a'.repeat(mebibytes * 1_048_576)
    claim('a value of 41 MiB', await send('', letters(41))).equals(200)
    claim('a value of 43 MiB', await send('', letters(43))).equals(400)
    claim('a head of 41 MiB', await send(`X-A: ${letters(41)}\r\n`, 'x')).equals(200)
    claim('a head of 43 MiB', await send(`X-A: ${letters(43)}\r\n`, 'x')).equals(400)
  },
})
