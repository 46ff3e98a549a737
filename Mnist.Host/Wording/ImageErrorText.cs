namespace Mnist.Host.Wording;

/// <summary>One sentence for each <see cref="ImageError"/>.</summary>
internal static class ImageErrorText
{
    public static string Sentence(this ImageError error, string path) => error.Match(new ImageError.Cases<string>(
        Unreadable: e => $"'{path}' cannot be read: {e.Reason}",
        IsDirectory: _ => $"'{path}' is a folder; name the files in it.",
        FileTooLarge: e => $"'{path}' has {e.Bytes.Bytes()}; no picture of more than {e.Limit.Bytes()} is read.",
        UnknownFormat: _ => $"'{path}' is neither PNG nor PGM (P2, P5) nor IDX.",
        Damaged: e => $"'{path}' is damaged: {e.Fault.Words()}.",
        WrongChecksum: e => $"'{path}' is damaged: the checksum of its part {e.Part} does not hold.",
        WrongSize: e => $"'{path}' announces {e.Width.Grouped()} x {e.Height.Grouped()} pixels; from 1 to {GreyImage.MaxPixels.Grouped()} "
            + $"are read, at most {GreyImage.MaxSide.Grouped()} along a side.",
        Blank: _ => $"'{path}' has nothing drawn on it.",
        BadIdx: e => e.Error.SentenceAlone()));

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
