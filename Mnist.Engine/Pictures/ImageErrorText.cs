using Mnist.Domain.Phrases;
using Mnist.Engine.Data;

namespace Mnist.Engine.Pictures;

/// <summary>One sentence for each <see cref="ImageError"/>.</summary>
public static class ImageErrorText
{
    /// <summary>Why a file gives no image.</summary>
    /// <param name="error">The error.</param>
    /// <param name="path">What the file is called.</param>
    public static string Sentence(this ImageError error, string path) => error.About($"'{path}'");

    /// <summary>The same of a file without a name.</summary>
    /// <param name="error">The error.</param>
    /// <param name="file">What the sentence calls it.</param>
    internal static string About(this ImageError error, string file) => error.Match(new ImageError.Cases<string>(
        Unreadable: e => $"{file} cannot be read: {e.Reason}",
        IsDirectory: _ => $"{file} is a folder; name the files in it.",
        FileTooLarge: e => $"{file} has {e.Bytes.Bytes()}; no picture of more than {e.Limit.Bytes()} is read.",
        UnknownFormat: _ => $"{file} is neither PNG nor PGM (P2, P5) nor IDX.",
        OtherFormat: e => $"{file} is {e.Name}, which is not read; convert it to PNG, with ImageMagick: magick {file} digit.png",
        Damaged: e => $"{file} is damaged: {e.Fault.Words()}.",
        WrongChecksum: e => $"{file} is damaged: the checksum of its part {e.Part} does not hold.",
        WrongSize: e => $"{file} announces {e.Width.Grouped()} x {e.Height.Grouped()} pixels; from 1 to {GreyImage.MaxPixels.Grouped()} "
            + $"are read, at most {GreyImage.MaxSide.Grouped()} along a side.",
        Blank: _ => $"{file} has nothing drawn on it.",
        NoSingleDigit: e => $"{file} shows no single digit but {e.Shapes.Grouped()} shapes, as a page of text or a screenshot does; "
            + "cut one digit out and give that.",
        BadIdx: e => e.Error.SentenceAlone(),
        NoClasses: e => $"{file} has no folders; put the pictures of each {e.Classes.Noun} into a folder named {Folders(e.Classes)}.",
        UnknownClass: e => $"{file} is named after no {e.Classes.Noun}; a folder of labelled pictures has folders named "
            + $"{Folders(e.Classes)} only.",
        LabelsDisagree: e => $"{file} has {e.Images.Of("image")}, and there are {e.Labels.Of("label")}."));

    private static string Folders(ClassNames classes) => classes == ClassNames.Digits ? "0 to 9" : classes.ToString();

    private static string Words(this ImageFault fault) => fault switch
    {
        ImageFault.CutOff => "it ends before the picture does",
        ImageFault.Header => "its header is missing or has values that the format does not know",
        ImageFault.Order => "its parts are not in their order, or one is there twice",
        ImageFault.UnknownPart => "it has a part that must be understood and that the standard does not name",
        ImageFault.Palette => "its palette is missing or is no list of colours",
        ImageFault.Colour => "a pixel has a colour that the palette does not have",
        ImageFault.Transparency => "its transparency does not fit its kind of pixels",
        ImageFault.NoPixels => "it has no pixels, or too few bytes for as many as it announces",
        ImageFault.Packing => "its pixels cannot be unpacked",
        ImageFault.Filter => "a row has a filter that the format does not know",
        ImageFault.TooManyPixels => "its pixels go on after the last row",
        ImageFault.Number => "a number is missing, is none, or is too large",
    };
}
