using Mnist.Engine.Data;

namespace Mnist.Engine.Pictures;

/// <summary>One reason why a file gives no image to classify; values only, the sentence is the host's.</summary>
public abstract record ImageError
{
    private ImageError() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.About("the file");

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="ImageError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Unreadable">The system refuses to read.</param>
    /// <param name="IsDirectory">A folder where a file should be.</param>
    /// <param name="FileTooLarge">A longer file than any picture has.</param>
    /// <param name="UnknownFormat">None of the formats that are read.</param>
    /// <param name="OtherFormat">A picture of a format that is not read.</param>
    /// <param name="Damaged">A picture whose bytes are wrong.</param>
    /// <param name="WrongChecksum">A part of a PNG file that was changed.</param>
    /// <param name="WrongSize">No pixels, or too many.</param>
    /// <param name="Blank">Nothing is drawn.</param>
    /// <param name="NoSingleDigit">Many shapes beside one another.</param>
    /// <param name="BadIdx">An IDX file that cannot be read.</param>
    /// <param name="NoClasses">A folder without a folder for each class.</param>
    /// <param name="UnknownClass">A folder that is called like no class.</param>
    /// <param name="LabelsDisagree">Not one label for each image.</param>
    public sealed record Cases<T>(
        Func<Unreadable, T> Unreadable,
        Func<IsDirectory, T> IsDirectory,
        Func<FileTooLarge, T> FileTooLarge,
        Func<UnknownFormat, T> UnknownFormat,
        Func<OtherFormat, T> OtherFormat,
        Func<Damaged, T> Damaged,
        Func<WrongChecksum, T> WrongChecksum,
        Func<WrongSize, T> WrongSize,
        Func<Blank, T> Blank,
        Func<NoSingleDigit, T> NoSingleDigit,
        Func<BadIdx, T> BadIdx,
        Func<NoClasses, T> NoClasses,
        Func<UnknownClass, T> UnknownClass,
        Func<LabelsDisagree, T> LabelsDisagree);

    /// <summary>The system refuses to read the file.</summary>
    /// <param name="Reason">The system's words.</param>
    public sealed record Unreadable(string Reason) : ImageError { internal override T Pick<T>(Cases<T> on) => on.Unreadable(this); }

    /// <summary>A folder where a file should be.</summary>
    public sealed record IsDirectory : ImageError { internal override T Pick<T>(Cases<T> on) => on.IsDirectory(this); }

    /// <summary>A longer file than any picture has; nothing was allocated.</summary>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Limit">Longest file that is read.</param>
    public sealed record FileTooLarge(long Bytes, long Limit) : ImageError
    {
        internal override T Pick<T>(Cases<T> on) => on.FileTooLarge(this);
    }

    /// <summary>The first bytes are none of PNG, PGM, IDX or gzip.</summary>
    public sealed record UnknownFormat : ImageError { internal override T Pick<T>(Cases<T> on) => on.UnknownFormat(this); }

    /// <summary>A picture whose bytes are wrong.</summary>
    /// <param name="Fault">In which way.</param>
    public sealed record Damaged(ImageFault Fault) : ImageError { internal override T Pick<T>(Cases<T> on) => on.Damaged(this); }

    /// <summary>A part of a PNG file does not have the checksum that it carries.</summary>
    /// <param name="Part">Its name: four letters of ASCII, or hexadecimal digits where it is none.</param>
    public sealed record WrongChecksum(string Part) : ImageError { internal override T Pick<T>(Cases<T> on) => on.WrongChecksum(this); }

    /// <summary>A picture without pixels, or with more than are read; nothing was allocated.</summary>
    /// <param name="Width">Columns that it announces.</param>
    /// <param name="Height">Rows that it announces.</param>
    public sealed record WrongSize(long Width, long Height) : ImageError { internal override T Pick<T>(Cases<T> on) => on.WrongSize(this); }

    /// <summary>A picture on which nothing is drawn: its levels hardly differ.</summary>
    public sealed record Blank : ImageError { internal override T Pick<T>(Cases<T> on) => on.Blank(this); }

    /// <summary>A picture of many shapes, such as a page of text or a screenshot: none of them is the digit.</summary>
    /// <param name="Shapes">How many, dust left out.</param>
    public sealed record NoSingleDigit(int Shapes) : ImageError { internal override T Pick<T>(Cases<T> on) => on.NoSingleDigit(this); }

    /// <summary>An IDX file that cannot be read.</summary>
    /// <param name="Error">Why.</param>
    public sealed record BadIdx(DataError Error) : ImageError { internal override T Pick<T>(Cases<T> on) => on.BadIdx(this); }

    /// <summary>A picture of a format that is not read.</summary>
    /// <param name="Name">What it is called.</param>
    public sealed record OtherFormat(string Name) : ImageError { internal override T Pick<T>(Cases<T> on) => on.OtherFormat(this); }

    /// <summary>A folder of labelled pictures has no folder that is called like a class.</summary>
    /// <param name="Classes">What the folders have to be called.</param>
    public sealed record NoClasses(ClassNames Classes) : ImageError { internal override T Pick<T>(Cases<T> on) => on.NoClasses(this); }

    /// <summary>A folder beside those of the classes.</summary>
    /// <param name="Classes">What the folders have to be called.</param>
    public sealed record UnknownClass(ClassNames Classes) : ImageError
    {
        internal override T Pick<T>(Cases<T> on) => on.UnknownClass(this);
    }

    /// <summary>An IDX file has not as many images as there are labels.</summary>
    /// <param name="Images">In the one file.</param>
    /// <param name="Labels">In the other.</param>
    public sealed record LabelsDisagree(int Images, int Labels) : ImageError
    {
        internal override T Pick<T>(Cases<T> on) => on.LabelsDisagree(this);
    }
}
