// Certificates for the tests, written in DER by hand and signed by node:crypto: no key and no expired file lies in the tree.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Signed {
  readonly key: string;
  readonly cert: string;
}

export interface Wanted {
  /** DNS names that it is made out to. */
  readonly names: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
  /** Who signs it; without one it signs itself. */
  readonly by?: Issuer;
}

export interface Issuer extends Signed {
  readonly name: string;
  readonly privateKey: KeyObject;
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const integer = (value: Buffer): Buffer => der(2, (value[0] ?? 0) >= 128 ? Buffer.concat([bytes('00'), value]) : value);
const id = {
  commonName: der(6, bytes('550403')),
  alternativeNames: der(6, bytes('551d11')),
  basicConstraints: der(6, bytes('551d13')),
  ecdsaWithSha256: der(6, bytes('2a8648ce3d040302')),
};

/** X.501's name of one part. */
const nameOf = (name: string): Buffer => sequence(der(0x31, sequence(id.commonName, der(0x0c, Buffer.from(name)))));

/** `YYMMDDhhmmssZ`, good until 2049. */
const time = (at: Date): Buffer => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));

const day = 86_400_000;

export function issue({ names, from, until, by }: Wanted, isAuthority = false): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [name = 'test'] = names;
  const alternatives = sequence(...names.map((each) => der(0x82, Buffer.from(each))));
  const extensions = sequence(
    isAuthority
      ? sequence(id.basicConstraints, der(1, bytes('ff')), der(4, sequence(der(1, bytes('ff')))))
      : sequence(id.alternativeNames, der(4, alternatives)),
  );
  const told = sequence(
    der(0xa0, integer(bytes('02'))),
    integer(randomBytes(8)),
    sequence(id.ecdsaWithSha256),
    nameOf(by?.name ?? name),
    sequence(time(from ?? new Date(Date.now() - day)), time(until ?? new Date(Date.now() + day))),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', told, by?.privateKey ?? privateKey);
  const whole = sequence(told, sequence(id.ecdsaWithSha256), der(3, Buffer.concat([bytes('00'), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    name,
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
