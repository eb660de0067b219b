#!/bin/sh
# Runs a program ("$REAPED_PROGRAM" if set, else the arguments). Kills it, and everything that it
# started, when the process that holds our standard input ends, even if that process crashes.
set -- ${REAPED_PROGRAM:+"$REAPED_PROGRAM"} "$@"
unset REAPED_PROGRAM
trap : TERM
exec 9<&0
{
  trap : TERM
  cat <&9 >/dev/null
  kill -TERM 0
  sleep 5
  kill -KILL 0
} &
"$@" 9<&- </dev/null
kill -KILL 0
