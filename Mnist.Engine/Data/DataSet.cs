using System.Security.Cryptography;

namespace Mnist.Engine.Data;

/// <summary>Images to train on and images to test on, and what is known of where they come from.</summary>
/// <param name="Name">"mnist", "synthetic", or the name of the folder for anything else.</param>
/// <param name="Origin">Whether figures measured on it are figures of MNIST.</param>
/// <param name="ContentHash">
/// Lower-case hexadecimal SHA-256 of the four files' own SHA-256 hashes, one after the other in the order of <see cref="DataFileRole"/>;
/// made from the decompressed files, so that it does not depend on how they were packed. Images that were transposed and labels that were
/// counted from 1 have another.
/// </param>
/// <param name="Training">Images to train on.</param>
/// <param name="Test">Images to test on.</param>
/// <param name="Files">The files it was read from, in the order of <see cref="DataFileRole"/>; empty for synthetic digits.</param>
public sealed record DataSet(
    string Name,
    DataOrigin Origin,
    string ContentHash,
    ImageSet Training,
    ImageSet Test,
    ValueList<DataFile> Files)
{
    /// <summary>What data drawn by rule is called; no folder's data may be taken for it.</summary>
    public const string SyntheticName = "synthetic";

    /// <summary>What its classes are called; labels are their numbers. Default the digits.</summary>
    public ClassNames Classes { get; init; } = ClassNames.Digits;

    /// <summary>What reading its files changed or guessed; default nothing.</summary>
    public DataReading Reading { get; init; } = DataReading.AsStored;

    /// <summary>What a plan has to know of it.</summary>
    public DataSpec Spec => SpecFor(Training);

    /// <summary>What a plan has to know that is trained on some of its images only.</summary>
    /// <param name="training">The images to train on: their own grey levels are what inputs are normalised by, unless it is MNIST.</param>
    public DataSpec SpecFor(ImageSet training) => new(Shape.MnistImage, Classes, training.Count)
    {
        Normalization = Origin == DataOrigin.Other ? GreyStatistics.Of(training).ToNormalization() : null,
    };

    /// <summary>The hash of a whole data set.</summary>
    /// <param name="fileHashes">Hexadecimal SHA-256 of each decompressed file, in the order of <see cref="DataFileRole"/>.</param>
    /// <param name="reading">How they are read: the same files read otherwise give other images or labels.</param>
    internal static string CombineHashes(IEnumerable<string> fileHashes, DataReading reading) => Convert.ToHexStringLower(SHA256.HashData(
    [
        .. fileHashes.SelectMany(Convert.FromHexString),
        .. reading.IsTransposed ? "transposed"u8 : [],
        .. reading.FirstLabel > 0 ? "labels from 1"u8 : [],
    ]));
}

/// <summary>Where a data set comes from.</summary>
public enum DataOrigin
{
    /// <summary>All four files are MNIST's, byte for byte.</summary>
    Mnist,

    /// <summary>Well-formed files, but at least one of them is not MNIST's: Fashion-MNIST, for example.</summary>
    Other,

    /// <summary>Digits drawn by rule; no figure measured on them is a figure of MNIST.</summary>
    Synthetic,
}

/// <summary>One of the four files of a data set.</summary>
/// <param name="Role">What it holds.</param>
/// <param name="Path">Where it was read.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of its decompressed content.</param>
/// <param name="IsMnist">Whether that is the hash of MNIST's file of this role.</param>
public sealed record DataFile(DataFileRole Role, string Path, string Sha256, bool IsMnist);
