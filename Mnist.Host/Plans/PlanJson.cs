using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>The contract of plan files, made by the compiler: no reflection at run time, so that a check starts fast.</summary>
[JsonSourceGenerationOptions(
    MaxDepth = PlanText.MaxDepth,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(CamelCaseConverter<Annealing>), typeof(CamelCaseConverter<Interpolation>)])]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJson : JsonSerializerContext;

/// <summary>An enumeration as its member's name in camel case; never as a number.</summary>
internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
