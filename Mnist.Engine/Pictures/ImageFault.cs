namespace Mnist.Engine.Pictures;

/// <summary>What is wrong with the bytes of a picture.</summary>
public enum ImageFault
{
    /// <summary>The file ends before the picture does.</summary>
    CutOff,

    /// <summary>The header is missing, or its values are none that the format knows.</summary>
    Header,

    /// <summary>A second header or palette, or a part where it must not be.</summary>
    Order,

    /// <summary>A part that must be understood and that no standard names.</summary>
    UnknownPart,

    /// <summary>The palette is missing where one is needed, or is no list of colours.</summary>
    Palette,

    /// <summary>A pixel names a colour that the palette does not have.</summary>
    Colour,

    /// <summary>The transparency does not fit the kind of picture.</summary>
    Transparency,

    /// <summary>No pixels, or fewer packed bytes than could unpack to the size announced.</summary>
    NoPixels,

    /// <summary>The packed pixels cannot be unpacked.</summary>
    Packing,

    /// <summary>A row is filtered in a way that the format does not know.</summary>
    Filter,

    /// <summary>Pixels go on after the last row.</summary>
    TooManyPixels,

    /// <summary>A number is missing, is not a number, or is larger than the file's own limit.</summary>
    Number,
}
