namespace Mnist.Host.Presentation;

/// <summary>Why a file could not be written; what was there before is still there.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">The system's words.</param>
internal sealed record WriteError(string Path, string Reason)
{
    /// <summary>In one sentence.</summary>
    public string Sentence => $"'{Path}' cannot be written to: {Reason}";

    /// <summary>Writes a file and catches what the system says against it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it, whole or not at all.</param>
    /// <returns>Null when it is there.</returns>
    public static WriteError? Of(string path, Action write) => FileAttempt.Do(write, reason => new WriteError(path, reason));
}
