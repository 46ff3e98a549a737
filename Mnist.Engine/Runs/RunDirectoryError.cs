namespace Mnist.Engine.Runs;

/// <summary>Why a run directory cannot be used, or not all of it.</summary>
/// <param name="Path">The file or folder.</param>
public abstract record RunDirectoryError(string Path)
{
    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="RunDirectoryError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="NotMade">For a new directory that could not be made.</param>
    /// <param name="Unwritable">For a file of a run that could not be written.</param>
    /// <param name="Undeletable">For a file that is of no use any more and could not be deleted.</param>
    /// <param name="Unreadable">For a directory whose files could not be listed.</param>
    /// <param name="UnusableCheckpoint">For a checkpoint that keeps the run from being resumed.</param>
    /// <param name="InUse">For a directory that another process works in.</param>
    public sealed record Cases<T>(
        Func<NotMade, T> NotMade,
        Func<Unwritable, T> Unwritable,
        Func<Undeletable, T> Undeletable,
        Func<Unreadable, T> Unreadable,
        Func<UnusableCheckpoint, T> UnusableCheckpoint,
        Func<InUse, T> InUse);

    /// <summary>A new directory could not be made, or nothing written into it.</summary>
    /// <param name="Path">The folder.</param>
    /// <param name="Cause">What the operating system said.</param>
    public sealed record NotMade(string Path, string Cause) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.NotMade(this);
    }

    /// <summary>A file of an existing run could not be written; what was there before is untouched.</summary>
    /// <param name="Path">The file, or the folder for checkpoints and the lock.</param>
    /// <param name="Cause">What the operating system said.</param>
    public sealed record Unwritable(string Path, string Cause) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.Unwritable(this);
    }

    /// <summary>Something that is of no use any more could not be deleted.</summary>
    /// <param name="Path">The folder.</param>
    /// <param name="Cause">What the operating system said.</param>
    public sealed record Undeletable(string Path, string Cause) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.Undeletable(this);
    }

    /// <summary>The files of a directory could not be listed.</summary>
    /// <param name="Path">The folder.</param>
    /// <param name="Cause">What the operating system said.</param>
    public sealed record Unreadable(string Path, string Cause) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.Unreadable(this);
    }

    /// <summary>A checkpoint is whole and cannot be used: resuming without it would repeat its work.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Error">Why; never damaged.</param>
    public sealed record UnusableCheckpoint(string Path, CheckpointError Error) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.UnusableCheckpoint(this);
    }

    /// <summary>Another process holds the directory's lock.</summary>
    /// <param name="Path">The directory.</param>
    public sealed record InUse(string Path) : RunDirectoryError(Path) { internal override T Pick<T>(Cases<T> on) => on.InUse(this); }
}
