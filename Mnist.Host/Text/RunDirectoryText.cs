using Mnist.Engine;

namespace Mnist.Host;

/// <summary>What is wrong with a run directory, in sentences.</summary>
internal static class RunDirectoryText
{
    public static string Sentence(this RunDirectoryError error) => error.Match<string>(new(
        Unwritable: e => $"{e.Path}: cannot be written to: {e.Cause} Name another folder with --out.",
        InUse: e => $"{e.Path}: another process is working on this run; wait for it, or stop it."));

    public static string Sentence(this RefusedCheckpoint refused) => $"{refused.Path}: {refused.Error.Match<string>(new(
        Unreadable: e => $"cannot be read: {e.Cause}",
        Damaged: _ => "is damaged.",
        UnknownVersion: e => $"written in version {e.Version} of the format, which this program does not read.",
        OtherRun: _ => "belongs to another run."))}";
}
