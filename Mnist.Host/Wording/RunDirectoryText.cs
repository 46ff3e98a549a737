namespace Mnist.Host.Wording;

/// <summary>What is wrong with a run directory, in sentences.</summary>
internal static class RunDirectoryText
{
    public static string Sentence(this RunDirectoryError error) => error.Match<string>(new(
        NotMade: e => $"{e.Path}: cannot be written to: {e.Cause} Name another folder with --out.",
        Unwritable: e => $"{e.Path}: cannot be written to: {e.Cause}",
        Undeletable: e => $"{e.Path}: old files in it cannot be deleted: {e.Cause}",
        Unreadable: e => $"{e.Path}: its files cannot be listed: {e.Cause}",
        UnusableCheckpoint: e => $"{Sentence(e.Path, e.Error)} {Advice(e.Error)}",
        InUse: e => $"{e.Path}: another process is working on this run; wait for it, or stop it."));

    public static string Sentence(this RefusedCheckpoint refused) => Sentence(refused.Path, refused.Error);

    private static string Sentence(string path, CheckpointError error) => $"{path}: {error.Match<string>(new(
        Unreadable: e => $"cannot be read: {e.Cause}",
        Damaged: _ => "is damaged.",
        UnknownVersion: e => $"written in version {e.Version} of the format, which this program does not read.",
        OtherRun: _ => "belongs to another run than plan.json and record.json tell of."))}";

    /// <summary>Nothing has been done yet, and nothing is lost.</summary>
    private static string Advice(CheckpointError error) => error.Match<string>(new(
        Unreadable: _ => "Make it readable, or move it away to resume without it.",
        Damaged: _ => "Move it away to resume without it.",
        UnknownVersion: _ => "Resume with the program that wrote it, or move it away to resume without it.",
        OtherRun: _ => "Put back what was changed, or move it away to resume without it."));
}
