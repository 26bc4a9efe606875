package io.autopurchase.sandbox;

/** Where the live platform and its documentation differ in the JSON type of a member, whose type answers have. */
enum JsonTypes {
  /** As a client that was corrected against live answers reads them. */
  LIVE,
  /** As the platform's pages name them: most of these ids are text. */
  DOCUMENTED
}
