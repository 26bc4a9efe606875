package io.autopurchase;

import javax.annotation.concurrent.Immutable;

/**
 * Events of an activity that were committed and are missing, although later or earlier ones exist: they were removed from the database.
 * Immutable.
 *
 * @param activity whose events they were
 * @param first the number of the first that is missing, counted from 1 for each activity
 * @param last the number of the last that is missing, itself included
 */
@Immutable
public record EventGap(ActivityId activity, int first, int last) {}
