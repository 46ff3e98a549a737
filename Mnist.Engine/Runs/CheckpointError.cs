namespace Mnist.Engine.Runs;

/// <summary>Why a checkpoint cannot be used.</summary>
public abstract record CheckpointError
{
    private CheckpointError() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="CheckpointError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Unreadable">For a file that the operating system does not give.</param>
    /// <param name="Damaged">For a file that is not what was written.</param>
    /// <param name="UnknownVersion">For a file of another version of the format.</param>
    /// <param name="OtherRun">For a whole file that another run wrote.</param>
    public sealed record Cases<T>(
        Func<Unreadable, T> Unreadable,
        Func<Damaged, T> Damaged,
        Func<UnknownVersion, T> UnknownVersion,
        Func<OtherRun, T> OtherRun);

    /// <summary>The file could not be read.</summary>
    /// <param name="Cause">What the operating system said.</param>
    public sealed record Unreadable(string Cause) : CheckpointError { internal override T Pick<T>(Cases<T> on) => on.Unreadable(this); }

    /// <summary>The content is not what its checksum was taken of, or is no checkpoint at all.</summary>
    public sealed record Damaged : CheckpointError { internal override T Pick<T>(Cases<T> on) => on.Damaged(this); }

    /// <summary>A version that this program does not read.</summary>
    /// <param name="Version">The version in the file.</param>
    public sealed record UnknownVersion(int Version) : CheckpointError
    {
        internal override T Pick<T>(Cases<T> on) => on.UnknownVersion(this);
    }

    /// <summary>The checkpoint of another run, or of another network.</summary>
    public sealed record OtherRun : CheckpointError { internal override T Pick<T>(Cases<T> on) => on.OtherRun(this); }
}
