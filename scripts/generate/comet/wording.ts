/** What `requires` of the catalogue means to a caller. */
const REQUIREMENTS: Readonly<Record<string, string>> = {
  'auth-role': 'the Authentication Role on the server',
  'storage-role': 'the Storage Role on the server',
  'software-build-role': 'the Software Build Role on the server',
  'constellation-role': 'the Constellation Role on the server',
  'not-available-to-tenant-admins': 'a top-level administrator',
  'per-admin-restrictable': 'a permission that an administrator may be denied',
  'user-web-access': 'an account that may use the web interface',
  'device-filename-consent': 'a device that lets administrators see file names',
  'live-connection': 'a device that is connected now (`TargetID` is a key of the live connections)',
};

/** One sentence for the `requires` of an endpoint; none when it needs nothing. */
export function requirementSentence(requires: readonly string[]): readonly string[] {
  if (requires.length === 0) return [];
  const parts = requires.map((item) => {
    const device = /^device>=(.+)$/.exec(item);
    if (device !== null) return `device software ${device[1]} or later`;
    const words = REQUIREMENTS[item];
    if (words === undefined) throw new Error(`no words for the requirement ${item}`);
    return words;
  });
  return [`Needs ${parts.join('; ')}.`];
}

/** Facts about the life of an item that a sentence is made of. */
interface Life {
  readonly sinceVersion?: string;
  readonly firstSeenIn?: string;
  readonly deprecatedSince?: string;
}

/** Sentences about first and last versions. The first ones are hints, not gates. */
export function versionSentences({ sinceVersion, firstSeenIn, deprecatedSince }: Life): readonly string[] {
  const since = sinceVersion ?? firstSeenIn;
  return [
    ...(since === undefined ? [] : [`Since about server ${since}.`]),
    ...(deprecatedSince === undefined ? [] : [`Deprecated since ${deprecatedSince}.`]),
  ];
}

const FORMATS: Readonly<Record<string, string>> = {
  'unix-seconds': 'Unix time in seconds, UTC; 0 = never set.',
  bytes: 'Bytes.',
  'iana-timezone': 'IANA time zone.',
  rfc3339nano: 'RFC 3339 with nanoseconds.',
};

/** One sentence for the format of a field. */
export function formatSentence(format: string | undefined): readonly string[] {
  if (format === undefined) return [];
  const words = FORMATS[format];
  if (words === undefined) throw new Error(`no words for the format ${format}`);
  return [words];
}

/** A note of the catalogue as a sentence. */
export function noteSentence(note: string | undefined): readonly string[] {
  if (note === undefined) return [];
  return [`${note.charAt(0).toUpperCase()}${note.slice(1).replace(/\.$/, '')}.`];
}
