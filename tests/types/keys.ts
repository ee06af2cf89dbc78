// The contract of private-key-jwt/keys, with nothing of any host.
import { SigningKey } from 'private-key-jwt';
import type { Algorithm, PublicJwk } from 'private-key-jwt';
import { convert, generateKey, privateForms, PrivateKeyJwtError, selfSignedCertificate } from 'private-key-jwt/keys';
import type { CertificateOptions, ConvertOptions, GeneratedKey, GenerateOptions, PrivateForms, PublicForms } from 'private-key-jwt/keys';

const alg: Algorithm = 'PS256';
const options: GenerateOptions = { alg, modulusLength: 3072, kid: 'first', name: 'client', notBefore: 1, notAfter: 2, onProgress: (fraction) => void fraction.toFixed(2) };

export async function ceremony(): Promise<{ jwks: { keys: PublicJwk[] }; certificate: string }> {
  const generated: GeneratedKey = await generateKey(options);
  await generateKey();
  const key: SigningKey = SigningKey.from(generated.privateJwk);
  const window: CertificateOptions = { name: 'client', notBefore: 1, notAfter: 2 };
  const certificate: string = selfSignedCertificate(key, window);
  const forms: PublicForms = convert(certificate, { kid: 'first' } satisfies ConvertOptions);
  const digest: string | undefined = forms['x5t#S256'];
  for (const source of [generated.privatePem, generated.publicPem, new Uint8Array(), generated.publicJwk, forms.jwks, key]) convert(source);
  const kept: PrivateForms = privateForms(generated.privatePem, { passphrase: 'secret' });
  SigningKey.from(kept.jwk);
  return { jwks: forms.jwks, certificate: certificate + digest };
}

// @ts-expect-error: no such size
void generateKey({ modulusLength: 1024 });
// @ts-expect-error: misspelt option
void generateKey({ keyId: 'first' });
// @ts-expect-error: no window
selfSignedCertificate(SigningKey.from('{}'), { name: 'client' });
// @ts-expect-error: not a key
selfSignedCertificate('{}', { name: 'client', notBefore: 1, notAfter: 2 });
// @ts-expect-error: not a source
convert(7);
// @ts-expect-error: not a source
privateForms(7);

export const isOurs = (error: unknown): boolean => error instanceof PrivateKeyJwtError && error.code === 'ERR_ABORTED';
