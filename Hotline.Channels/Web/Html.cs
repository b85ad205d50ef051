using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>Markup. Made by interpolation, which escapes every text put into it: what a citizen wrote cannot become markup.</summary>
internal readonly record struct Html(string Markup)
{
    internal static Html None { get; } = new("");

    internal static Html Of(Writer writer) => new(writer.ToString());

    internal static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    internal IResult ToPage(int status) => Results.Content(Markup, "text/html; charset=utf-8", Encoding.UTF8, status);

    /// <summary>What the compiler turns an interpolated string into.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Writer
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder text;

        public Writer(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(string? words) => text.Append(Encoder.Encode(words ?? ""));

        public void AppendFormatted(int number) => text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Html markup) => text.Append(markup.Markup);

        public void AppendFormatted(IEnumerable<Html> parts) => text.Append(Join(parts).Markup);

        public override string ToString() => text.ToString();
    }
}
