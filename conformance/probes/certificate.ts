import { generate } from 'selfsigned'

export interface Certificate {
  /** PEM. */
  readonly cert: string
  readonly key: string
}

const ipAddress = 7

/** A certificate for these addresses, signed by itself and known to nobody. */
export const makeCertificate = async (addresses: readonly string[]): Promise<Certificate> => {
  const altNames = addresses.map((ip) => ({ type: ipAddress, ip }) as const)
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'plumbline' }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return { cert, key }
}
