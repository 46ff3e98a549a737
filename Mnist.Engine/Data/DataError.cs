namespace Mnist.Engine.Data;

/// <summary>One reason why there is no data set; values only, the sentence is the host's.</summary>
public abstract record DataError
{
    private DataError() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Sentence();

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="DataError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="NowhereFound">No folder holds any of the files.</param>
    /// <param name="NothingThere">A folder that was asked for holds none of them.</param>
    /// <param name="SeveralSets">A folder holds files of several data sets.</param>
    /// <param name="SeveralFiles">Two files of one data set could be the one of a role.</param>
    /// <param name="FileMissing">A folder lacks one of the files.</param>
    /// <param name="IsDirectory">A folder where a file should be.</param>
    /// <param name="Unreadable">The system refuses to read.</param>
    /// <param name="Unwritable">The system refuses to write.</param>
    /// <param name="DamagedGzip">A compressed file that cannot be unpacked.</param>
    /// <param name="WrongMagic">Not an IDX file of this layout.</param>
    /// <param name="WrongImageSize">Images of another size.</param>
    /// <param name="Empty">No items.</param>
    /// <param name="TooLarge">More items than may be read.</param>
    /// <param name="Truncated">The file ends early.</param>
    /// <param name="TrailingBytes">The file goes on.</param>
    /// <param name="LabelOutOfRange">A label that is none of the classes.</param>
    /// <param name="OneClass">All labels say the same.</param>
    /// <param name="BadClassName">A file of class names with a name that no class can have.</param>
    /// <param name="BadClassCount">A file with too few or too many class names.</param>
    /// <param name="BadMapping">A mapping file with a line that maps no label.</param>
    /// <param name="CountsDisagree">Unlike numbers of images and labels.</param>
    /// <param name="NotMnist">Another content than MNIST's where only MNIST will do.</param>
    /// <param name="DownloadFailed">No mirror served a file.</param>
    public sealed record Cases<T>(
        Func<NowhereFound, T> NowhereFound,
        Func<NothingThere, T> NothingThere,
        Func<SeveralSets, T> SeveralSets,
        Func<SeveralFiles, T> SeveralFiles,
        Func<FileMissing, T> FileMissing,
        Func<IsDirectory, T> IsDirectory,
        Func<Unreadable, T> Unreadable,
        Func<Unwritable, T> Unwritable,
        Func<DamagedGzip, T> DamagedGzip,
        Func<WrongMagic, T> WrongMagic,
        Func<WrongImageSize, T> WrongImageSize,
        Func<Empty, T> Empty,
        Func<TooLarge, T> TooLarge,
        Func<Truncated, T> Truncated,
        Func<TrailingBytes, T> TrailingBytes,
        Func<LabelOutOfRange, T> LabelOutOfRange,
        Func<OneClass, T> OneClass,
        Func<BadClassName, T> BadClassName,
        Func<BadClassCount, T> BadClassCount,
        Func<BadMapping, T> BadMapping,
        Func<CountsDisagree, T> CountsDisagree,
        Func<NotMnist, T> NotMnist,
        Func<DownloadFailed, T> DownloadFailed);

    /// <summary>None of the four files is in any of the folders.</summary>
    /// <param name="Folders">Where it was looked for, in order.</param>
    public sealed record NowhereFound(ValueList<string> Folders) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.NowhereFound(this);
    }

    /// <summary>The folder that was asked for holds no file of a data set.</summary>
    /// <param name="Folder">It may be missing.</param>
    public sealed record NothingThere(string Folder) : DataError { internal override T Pick<T>(Cases<T> on) => on.NothingThere(this); }

    /// <summary>A folder with files of several data sets, none of which has the plain names.</summary>
    /// <param name="Folder">The folder.</param>
    /// <param name="Sets">What their files' names begin with.</param>
    public sealed record SeveralSets(string Folder, ValueList<string> Sets) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.SeveralSets(this);
    }

    /// <summary>Two files that could both be the one of a role, such as t10k-... and test-....</summary>
    /// <param name="Folder">The folder.</param>
    /// <param name="Role">The role.</param>
    /// <param name="Names">Both.</param>
    public sealed record SeveralFiles(string Folder, DataFileRole Role, ValueList<string> Names) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.SeveralFiles(this);
    }

    /// <summary>A folder lacks one of the files.</summary>
    /// <param name="Folder">The folder.</param>
    /// <param name="Role">The file it lacks.</param>
    /// <param name="AcceptedNames">Names the file could have.</param>
    public sealed record FileMissing(string Folder, DataFileRole Role, ValueList<string> AcceptedNames) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.FileMissing(this);
    }

    /// <summary>A folder where a file should be.</summary>
    /// <param name="Path">The folder.</param>
    public sealed record IsDirectory(string Path) : DataError { internal override T Pick<T>(Cases<T> on) => on.IsDirectory(this); }

    /// <summary>The system refuses to read a file.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Reason">The system's words.</param>
    public sealed record Unreadable(string Path, string Reason) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.Unreadable(this);
    }

    /// <summary>The system refuses to write a file or to make a folder.</summary>
    /// <param name="Path">The file or folder.</param>
    /// <param name="Reason">The system's words.</param>
    public sealed record Unwritable(string Path, string Reason) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.Unwritable(this);
    }

    /// <summary>A gzip stream that cannot be unpacked, or whose checksum does not hold.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Unpacked">Bytes that came out before the damage.</param>
    public sealed record DamagedGzip(string Path, long Unpacked) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.DamagedGzip(this);
    }

    /// <summary>The first four bytes are not those of an IDX file of this layout.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Expected">The four bytes as a big-endian number.</param>
    /// <param name="Actual">What is there.</param>
    public sealed record WrongMagic(string Path, uint Expected, uint Actual) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongMagic(this);
    }

    /// <summary>Images that are not 28 x 28.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Rows">Rows it declares.</param>
    /// <param name="Columns">Columns it declares.</param>
    public sealed record WrongImageSize(string Path, uint Rows, uint Columns) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongImageSize(this);
    }

    /// <summary>A well-formed file without items.</summary>
    /// <param name="Path">The file.</param>
    public sealed record Empty(string Path) : DataError { internal override T Pick<T>(Cases<T> on) => on.Empty(this); }

    /// <summary>The header declares more items than may be read; nothing was allocated.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Count">Items it declares.</param>
    /// <param name="Limit">Items that may be read.</param>
    public sealed record TooLarge(string Path, long Count, long Limit) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.TooLarge(this);
    }

    /// <summary>The file ends before its header says.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Expected">Bytes it should have, unpacked.</param>
    /// <param name="Actual">Bytes it has.</param>
    public sealed record Truncated(string Path, long Expected, long Actual) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.Truncated(this);
    }

    /// <summary>The file goes on after the last item.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Expected">Bytes it should have, unpacked; how many more there are was not read.</param>
    public sealed record TrailingBytes(string Path, long Expected) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.TrailingBytes(this);
    }

    /// <summary>A label that is none of the classes.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Index">Which label, from 0.</param>
    /// <param name="Label">What it says.</param>
    /// <param name="First">The label of the first class, 0 or 1.</param>
    /// <param name="Classes">How many classes there are.</param>
    public sealed record LabelOutOfRange(string Path, int Index, int Label, int First, int Classes) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.LabelOutOfRange(this);
    }

    /// <summary>All labels say the same, so that there is nothing to tell apart.</summary>
    /// <param name="Path">The file of the training labels.</param>
    /// <param name="Label">What they say.</param>
    public sealed record OneClass(string Path, int Label) : DataError { internal override T Pick<T>(Cases<T> on) => on.OneClass(this); }

    /// <summary>A name that no class can have.</summary>
    /// <param name="Path">The file of names.</param>
    /// <param name="Error">Which name, and what is wrong with it.</param>
    public sealed record BadClassName(string Path, ClassNameError Error) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.BadClassName(this);
    }

    /// <summary>Too few names for a data set, or too many.</summary>
    /// <param name="Path">The file of names.</param>
    /// <param name="Count">How many it has.</param>
    public sealed record BadClassCount(string Path, int Count) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.BadClassCount(this);
    }

    /// <summary>A line of a mapping file that is not a label, one more than that of the line before, and character codes.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Line">From 1.</param>
    public sealed record BadMapping(string Path, int Line) : DataError { internal override T Pick<T>(Cases<T> on) => on.BadMapping(this); }

    /// <summary>Images and labels that do not belong together.</summary>
    /// <param name="ImagesPath">The file of images.</param>
    /// <param name="Images">How many it has.</param>
    /// <param name="LabelsPath">The file of labels.</param>
    /// <param name="Labels">How many it has.</param>
    public sealed record CountsDisagree(string ImagesPath, int Images, string LabelsPath, int Labels) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.CountsDisagree(this);
    }

    /// <summary>A well-formed file in the cache, which holds nothing but MNIST, is not MNIST's: changed after the download.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Expected">Hexadecimal SHA-256 of MNIST's file.</param>
    /// <param name="Actual">Hexadecimal SHA-256 of what is there, unpacked.</param>
    public sealed record NotMnist(string Path, string Expected, string Actual) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.NotMnist(this);
    }

    /// <summary>No mirror served a file.</summary>
    /// <param name="Role">The file.</param>
    /// <param name="Attempts">What each mirror did, in the order asked.</param>
    public sealed record DownloadFailed(DataFileRole Role, ValueList<MirrorFailure> Attempts) : DataError
    {
        internal override T Pick<T>(Cases<T> on) => on.DownloadFailed(this);
    }
}
