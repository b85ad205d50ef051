// dotnet ef asks for a program; there is nothing to run.
return 0;
