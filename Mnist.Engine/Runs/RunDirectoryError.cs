namespace Mnist.Engine;

/// <summary>Why a run directory cannot be used.</summary>
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
    /// <param name="Unwritable">For what could not be made or written to.</param>
    /// <param name="InUse">For a directory that somebody else works in.</param>
    public sealed record Cases<T>(Func<Unwritable, T> Unwritable, Func<InUse, T> InUse);

    /// <summary>A file or folder that could not be made or written to.</summary>
    /// <param name="Path">The file or folder.</param>
    /// <param name="Cause">What the operating system said.</param>
    public sealed record Unwritable(string Path, string Cause) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.Unwritable(this);
    }

    /// <summary>Another process holds the directory's lock.</summary>
    /// <param name="Path">The directory.</param>
    public sealed record InUse(string Path) : RunDirectoryError(Path)
    {
        internal override T Pick<T>(Cases<T> on) => on.InUse(this);
    }
}
